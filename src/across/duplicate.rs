//! Yields what the check `duplicate` finds across reports: near-duplicates, in what they differ, what
//! an unmasked twin has in the place of masks, and passages that two reports share.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::finding;
use super::summary::Summary;
use super::twin::{Twin, Words, compare};
use crate::audit::Located;
use crate::dictionary::{Dictionary, Limit, Message};
use crate::source::Report;

/// Differing wordings that a finding quotes at most.
const QUOTED: usize = 5;

/// Finds what reports repeat. `reread` gives a report once more by its source.
pub(super) fn check(
    summaries: &[Summary],
    reread: &dyn Fn(&str) -> Option<Report>,
    dictionary: &Dictionary,
) -> Vec<Located> {
    let first = clusters(summaries, dictionary);
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    first.iter().for_each(|first| *sizes.entry(*first).or_default() += 1);
    let mut found = Vec::new();
    for (n, summary) in summaries.iter().enumerate() {
        let Some((leader, one)) = first.get(n).and_then(|f| Some((*f, summaries.get(*f)?))) else {
            continue;
        };
        if leader != n {
            let twin = compare(one, summary, reread);
            let size = sizes.get(&leader).copied().unwrap_or_default();
            found.push(near(one, summary, size, twin.as_ref(), dictionary));
            found.extend(twin.iter().flat_map(|twin| differing(one, summary, twin, dictionary)));
        }
    }
    found.extend(passages(summaries, &first, dictionary));
    found
}

/// For every report the first of its cluster, which may be itself: the first one before it that it
/// is like, of several the one it is most like.
fn clusters(summaries: &[Summary], dictionary: &Dictionary) -> Vec<usize> {
    let least = dictionary.checks.limit(Limit::DuplicateNear).to_f64().unwrap_or(1.0);
    let mut bands: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
    let mut first = Vec::with_capacity(summaries.len());
    for (n, summary) in summaries.iter().enumerate() {
        let keys: Vec<_> = summary.signature.bands().collect();
        let mut likely: Vec<usize> =
            keys.iter().filter_map(|key| bands.get(key)).flatten().copied().collect();
        likely.sort_unstable();
        likely.dedup();
        let likeness = |&m: &usize| summary.signature.likeness(&summaries[m].signature);
        let mut best = (n, least);
        for (m, likeness) in likely.iter().map(|m| (*m, likeness(m))) {
            if likeness > best.1 || likeness == best.1 && best.0 == n {
                best = (m, likeness);
            }
        }
        first.push(best.0);
        if best.0 == n {
            keys.into_iter().for_each(|key| bands.entry(key).or_default().push(n));
        }
    }
    first
}

/// That a report is nearly the same as another; a warning where the two are of different regions.
fn near(
    one: &Summary,
    summary: &Summary,
    size: usize,
    twin: Option<&Twin>,
    dictionary: &Dictionary,
) -> Located {
    let likeness = summary.signature.likeness(&one.signature);
    let share = format!("{:.0} %", likeness * 100.0);
    let differs = twin.map_or("what differs cannot be told".to_owned(), shown);
    let size = size.to_string();
    let (mine, theirs) = (&summary.region, &one.region);
    let name = |region: &Option<super::summary::Region>| {
        region.as_ref().map_or(String::new(), |region| region.name.to_string())
    };
    let (own, others) = (name(mine), name(theirs));
    let values = [
        ("share", &*share),
        ("other", &*one.report),
        ("size", &*size),
        ("differs", &*differs),
        ("region", &*own),
        ("others", &*others),
    ];
    let apart = mine.as_ref().zip(theirs.as_ref()).is_some_and(|(a, b)| a.key != b.key);
    let message = if apart { Message::DuplicateRegions } else { Message::DuplicateNear };
    Located {
        found: one.report.to_string(),
        ..finding(summary, summary.title, message, &values, dictionary)
    }
}

/// What differs, in words: how many numbers, names and passages, and the first of the names.
fn shown(twin: &Twin) -> String {
    let mut names: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (one, other) in &twin.wordings {
        *names.entry((&one.text, &other.text)).or_default() += 1;
    }
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let quoted = names.iter().take(QUOTED).map(|((one, other), _)| format!("{one}→{other}"));
    let quoted = quoted.collect::<Vec<_>>().join(", ");
    let (numbers, passages) = (twin.numbers.len(), twin.passages);
    let wordings = twin.wordings.len();
    let between = if quoted.is_empty() { String::new() } else { format!(" ({quoted})") };
    format!("{numbers} numbers, {wordings} wordings{between}, {passages} passages differ")
}

/// Numbers in which two versions of one report differ, and what one has in place of masks.
fn differing(
    one: &Summary,
    summary: &Summary,
    twin: &Twin,
    dictionary: &Dictionary,
) -> Vec<Located> {
    let mut found = Vec::new();
    let mut tell = |whose: &Summary, other: &Summary, here: &Words, there: &Words, message| {
        let line = there.place.line.to_string();
        let values = [
            ("here", &*here.text),
            ("there", &*there.text),
            ("other", &*other.report),
            ("line", &*line),
        ];
        found.push(Located {
            expected: format!("{} ({} line {line})", there.text, other.report),
            found: here.text.clone(),
            ..finding(whose, here.place, message, &values, dictionary)
        });
    };
    if one.same_subject(summary) {
        for (theirs, mine) in &twin.numbers {
            tell(summary, one, mine, theirs, Message::DuplicateNumber);
        }
    }
    for (mask, words) in &twin.hidden {
        tell(one, summary, mask, words, Message::DuplicateCandidate);
    }
    for (mask, words) in &twin.hidden_in_second {
        tell(summary, one, mask, words, Message::DuplicateCandidate);
    }
    found
}

/// Passages that two reports of different clusters share, told of the later one. What stands in more
/// than a few reports is custom and does not count.
fn passages(summaries: &[Summary], first: &[usize], dictionary: &Dictionary) -> Vec<Located> {
    let checks = &dictionary.checks;
    let custom = checks.limit(Limit::DuplicateCustom).to_usize().unwrap_or(usize::MAX);
    let mut places: Vec<(u64, u32, u32)> = Vec::new();
    for (n, summary) in (0..).zip(summaries) {
        places.extend((0..).zip(&summary.passages).map(|(m, passage)| (passage.hash, n, m)));
    }
    places.sort_unstable();
    // Of a passage that a report repeats the first counts.
    places.dedup_by_key(|place| (place.0, place.1));
    let mut shared: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    let wide = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    for seen in places.chunk_by(|a, b| a.0 == b.0).filter(|seen| seen.len() <= custom) {
        for (k, &(_, later, m)) in seen.iter().enumerate() {
            for &(_, earlier, l) in seen.iter().take(k) {
                let (later, earlier) = (wide(later), wide(earlier));
                if first.get(earlier) != first.get(later) {
                    shared.entry((later, earlier)).or_default().push((wide(m), wide(l)));
                }
            }
        }
    }
    let mut found = Vec::new();
    for ((later, earlier), mut both) in shared {
        both.sort_unstable();
        let (summary, other) = (&summaries[later], &summaries[earlier]);
        let mine: Vec<_> = both.iter().map(|&(m, _)| &summary.passages[m]).collect();
        let letters: u32 = mine.iter().map(|passage| passage.letters).sum();
        let enough = Decimal::from(mine.len()) >= checks.limit(Limit::DuplicatePassages)
            && Decimal::from(letters) >= checks.limit(Limit::DuplicateLetters);
        let Some(longest) = mine.iter().max_by_key(|p| (p.letters, p.place().end)) else {
            continue;
        };
        if !enough {
            continue;
        }
        let (count, letters) = (mine.len().to_string(), letters.to_string());
        let values = [("count", &*count), ("letters", &*letters), ("other", &*other.report)];
        let lines = both.iter().map(|&(_, l)| other.passages[l].place().line.to_string());
        found.push(Located {
            found: format!("{} line {}", other.report, lines.collect::<Vec<_>>().join(", ")),
            parts: mine.iter().map(|passage| passage.place()).collect(),
            ..finding(summary, longest.place(), Message::DuplicatePassages, &values, dictionary)
        });
    }
    found
}
