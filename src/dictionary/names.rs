//! Yields the names that the program knows of what `checks.toml` defines: messages, limits, patterns
//! and sets of indicators, each with its check.

/// Lists names that `checks.toml` must define, each with its check.
macro_rules! named {
    ($(#[$about:meta])* $kind:ident {
        $($variant:ident = $check:literal $name:literal [$($field:literal),*] $doc:literal,)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $kind { $(#[doc = $doc] $variant,)* }

        impl $kind {
            /// All of them.
            pub const ALL: &[$kind] = &[$($kind::$variant),*];

            /// Its check, its name in `checks.toml`, and the fields that its wording may show.
            pub(super) const fn names(self) -> (&'static str, &'static str, &'static [&'static str]) {
                match self { $($kind::$variant => ($check, $name, &[$($field),*]),)* }
            }
        }
    };
}

named! {
    /// What a check can say.
    Message {
        MaskedFigure = "masked" "figure" ["class", "what", "range"] "A number is masked.",
        MaskedSign = "masked" "sign" ["class"] "Something else is masked.",
        MaskedGone = "masked" "gone" ["class", "what"] "A number vanished without a sign.",
        MaskedAteName = "masked" "ate" [] "A mask ate a part of a name or word.",
        MaskedReport = "masked" "report" ["masked", "all", "share"] "How much of a report is masked.",
        MaskedSection = "masked" "section" ["masked", "all", "share"] "The same of a section.",
        MaskedIndicator = "masked" "indicator" ["what", "masked", "all"] "The same of an indicator.",
        MaskedOnly = "masked" "only" ["what", "masked"] "An indicator has no value but masks.",
        SumHolds = "sum" "holds" ["count"] "The parts make up the total.",
        SumAbout = "sum" "about" ["count"] "They do within what 约, 余 and the like allow.",
        SumRounding = "sum" "rounding" ["count", "expected", "found"] "They miss it by rounding at most.",
        SumPair = "sum" "pair" ["count", "expected", "found"] "Two parts nearly make up the total.",
        SumOff = "sum" "off" ["count", "expected", "found"] "The parts do not make up the total.",
        ShareHolds = "share" "holds" ["count"] "The shares make 100 %.",
        ShareOff = "share" "off" ["count", "expected", "found"] "They do not.",
        RatioHolds = "ratio" "holds" ["formula", "expected"] "A rate is as computed.",
        RatioOff = "ratio" "off" ["formula", "expected", "found", "difference"] "A rate is not as computed.",
        RatioClose = "ratio" "close" ["formula", "expected", "found", "difference"] "A rate is a little off.",
        RatioGrowth = "ratio" "growth" ["formula", "expected", "found", "difference"] "A change is not that between its two levels.",
        RangeOutside = "range" "outside" ["what", "found", "low", "high", "unit"] "A value is not plausible.",
        RangeImpossible = "range" "impossible" ["what", "found", "high"] "A share is over 100 %.",
        RangeUnit = "range" "unit" ["what", "found", "low", "high", "unit"] "A value would be plausible with 万 more or less.",
        RangeNeighbour = "range" "neighbour" ["what", "found", "other"] "A value is 10,000 times another of its kind.",
        TrendImplied = "trend" "implied" ["what", "expected", "formula", "year"] "A change gives the level before.",
        CutHidden = "cut" "hidden" ["found"] "The report says that text is missing.",
        CutShort = "cut" "short" ["expected", "found"] "The text is shorter than stated.",
        CutEnd = "cut" "end" [] "The text ends in mid-sentence.",
        CutGap = "cut" "gap" ["before", "after", "missing"] "A section's number is missing.",
        CutAnnounced = "cut" "announced" ["expected", "found"] "An announced section never comes.",
        TrendGrowth = "trend" "growth" ["indicator", "then", "now", "computed", "stated", "other"]
            "Two levels and the growth stated between them do not go together.",
        TrendJump = "trend" "jump" ["indicator", "then", "now", "factor", "other"]
            "A level that moves slowly is many times that of the year before.",
        TrendAgrees = "trend" "agrees"
            ["indicator", "now", "change", "implied", "year", "then", "other"]
            "The level before that a change implies is the one that was reported.",
        TrendBefore = "trend" "before"
            ["indicator", "now", "change", "implied", "year", "then", "other"]
            "It is not.",
        TrendRestated = "trend" "restated" ["indicator", "then", "now", "other"]
            "A report states a figure of the year before otherwise than that year's report.",
        TrendCopied = "trend" "copied" ["count", "other"]
            "Sentences with figures stand word for word in the report of the year before.",
        TargetMet = "target" "met"
            ["indicator", "aspect", "target", "actual", "difference", "other"]
            "What was aimed at was reached.",
        TargetMissed = "target" "missed"
            ["indicator", "aspect", "target", "actual", "difference", "other"]
            "It was not.",
        DuplicateNear = "duplicate" "near" ["share", "other", "size", "differs", "region", "others"]
            "A report is nearly the same as another.",
        DuplicateRegions = "duplicate" "regions"
            ["share", "other", "size", "differs", "region", "others"]
            "A report is nearly the same as one of another region.",
        DuplicateNumber = "duplicate" "number" ["here", "there", "other", "line"]
            "Two versions of one report differ in a number.",
        DuplicateCandidate = "duplicate" "candidate" ["here", "there", "other", "line"]
            "What an unmasked twin has in the place of a mask.",
        DuplicatePassages = "duplicate" "passages" ["count", "letters", "other"]
            "Two reports share passages.",
        DuplicateMisfiled = "duplicate" "misfiled" ["file", "text"]
            "A file is named after another region than its text is of.",
        DuplicateForeign = "duplicate" "foreign" ["name", "region", "phrase"]
            "A report speaks of another region as its own.",
        DuplicateYear = "duplicate" "year" ["year", "report"]
            "A year that cannot be right.",
        DuplicateFileYear = "duplicate" "file_year" ["year", "report"]
            "A file is named after another year than its text is of.",
        DuplicateNamed = "duplicate" "named" ["name", "count"]
            "A report whose region is masked names a region.",
        DuplicateUnmasked = "duplicate" "unmasked" ["mask", "name", "line"]
            "A name that is masked elsewhere was left.",
        DuplicateBitten = "duplicate" "bitten" ["mask", "name", "line"]
            "A mask took more than the name.",
    }
}

named! {
    /// From where on a check speaks.
    Limit {
        MaskedMany = "masked" "many" [] "Masks from which on a section or report is summed up.",
        SumNear = "sum" "near" [] "Share of the total from which listed parts are taken for all.",
        TrendMargin = "trend" "margin" [] "Points between stated and computed growth that say nothing.",
        TrendRealMargin = "trend" "real_margin" [] "The same where growth is stated at constant prices.",
        TrendJump = "trend" "jump" [] "Times the level of the year before that is no growth any more.",
        TrendOther = "trend" "other" [] "Times the expected level that speak of another thing.",
        TrendSlip = "trend" "slip" [] "Share by which a slip may be off a power of ten.",
        TrendCopied = "trend" "copied" [] "Digits in copied sentences that are no coincidence.",
        TargetAbout = "target" "about" [] "Part of a target with 左右 by which it may be missed.",
        DuplicateNear = "duplicate" "near" [] "Share in common from which two reports are nearly the same.",
        DuplicatePassages = "duplicate" "passages" [] "Passages that two reports share at least.",
        DuplicateLetters = "duplicate" "letters" [] "Characters of these at least.",
        DuplicateCustom = "duplicate" "custom" [] "Reports that a passage stands in before it is custom.",
        DuplicateYears = "duplicate" "years" [] "Years between a file's name and its text that are too many.",
        SumChance = "sum" "chance" [] "Up to how many units a part left over may be a slip instead.",
        SumPair = "sum" "pair" [] "How far, of the total, two parts that are no opposites may miss it.",
        SumAbout = "sum" "about" [] "How far 约, 左右 and 近 may be off.",
        SumOver = "sum" "over" [] "How far above the stated number 余, 多 and 以上 may lie.",
        ShareNear = "share" "near" [] "How far from 100 a sum of shares is a slip.",
        RatioNear = "ratio" "near" [] "Relative difference up to which a rate is a slip, not another rate.",
        RatioApart = "ratio" "apart" [] "The same of a change between two levels of the same sentence.",
        RatioSlight = "ratio" "slight" [] "Relative difference up to which hidden decimals may explain it.",
        RangeFar = "range" "far" [] "How many times outside its range a value is an error.",
        CutShort = "cut" "short" [] "Share of the stated length that a text must have.",
    }
}

named! {
    /// Indicators that a check looks at.
    Set {
        TrendNominal = "trend" "nominal" [] "Their growth is that of the stated levels.",
        TrendReal = "trend" "real" [] "Their growth is stated at constant prices.",
        TrendStable = "trend" "stable" [] "They are told of one thing only, year by year.",
        TrendSlow = "trend" "slow" [] "Their level does not leap.",
        TargetCompared = "target" "compared" [] "Those that have yearly targets.",
        TargetFalls = "target" "falls" [] "The less the better.",
    }
}

named! {
    /// What a check looks for in the text.
    Pattern {
        CutLength = "cut" "length" [] "A stated length; its first group holds the number.",
        CutProse = "cut" "prose" [] "What the last line of a running text holds.",
        CutClosing = "cut" "closing" [] "What a last line is that ends without a stop.",
        CutAnnounced = "cut" "announced" [] "A stated number of sections; its first group.",
        MaskedAte = "masked" "ate" [] "A mask that ate a part of a name or word.",
        SumComplement = "sum" "complement" [] "Two parts of which one is what the other is not.",
        ShareRatio = "share" "ratio" [] "Three numbers with colons between, each a group.",
        ShareContext = "share" "context" [] "Words before them that make them a whole's parts.",
        RangeEach = "range" "each" [] "Words that make a sum one per head, or of one piece.",
        TrendBefore = "trend" "before" [] "The year before, as that which a change is counted from.",
        TrendReal = "trend" "real" [] "What grows at constant prices, its level being at current ones.",
        TrendMean = "trend" "mean" [] "Words of an average over years.",
        TrendSeveral = "trend" "several" [] "Words of a figure of several years together, or on average.",
        TrendPassed = "trend" "passed" [] "Words before a value that was passed, not stated.",
        RatioFrom = "ratio" "from" [] "Words before the starting point of a change.",
        RatioPlanned = "ratio" "planned" [] "Words before what was planned.",
        RatioDone = "ratio" "done" [] "Words before the share of a plan that is done.",
    }
}
