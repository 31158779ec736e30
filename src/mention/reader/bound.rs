//! Yields bounds: 约, 不到, 以上 and the like around a number.

use super::Reader;
use crate::dictionary::Sense;
use crate::dictionary::schema::CueClass;
use crate::mention::Bound;
use crate::unit::{Dimension, Unit};

/// Signs directly before a number that belong to its mention.
const PREFIXES: [&str; 6] = ["近", "约", "超", "不到", "逾", "将近"];
/// Words whose 过 says nothing of a number after it.
const PASSES: [&str; 9] = ["通过", "经过", "不过", "超过", "走过", "度过", "渡过", "办过", "去过"];
/// Signs after a unit that belong to the mention, and what they say.
const SUFFIXES: [(&str, Bound); 11] = [
    ("以上", Bound::Over),
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("以下", Bound::Under),
    ("以内", Bound::Under),
    ("之内", Bound::Under),
    ("以外", Bound::Over),
    ("开外", Bound::Over),
    ("之多", Bound::Over),
    ("余", Bound::Over),
    ("内", Bound::Under),
];

impl<'a> Reader<'a> {
    /// The cue of one of these classes that ends at `at`.
    pub(super) fn cue_before(&self, at: usize, classes: &[CueClass]) -> Option<CueClass> {
        self.tokens.terms.iter().filter(|t| t.span.end == at).find_map(|t| {
            self.dictionary.lexicon.senses(t).iter().find_map(|sense| match sense {
                Sense::Cue(class) if classes.contains(class) => Some(*class),
                _ => None,
            })
        })
    }

    /// Where the mention begins, 近 or 约 included, and the bound that stands before the number.
    pub(super) fn before(&self, start: usize) -> (usize, Option<Bound>) {
        let text = self.text[self.tokens.span.start..start].trim_end_matches(' ');
        let end = self.tokens.span.start + text.len();
        let end = match text.strip_suffix(['了', '到', '过']) {
            Some(shorter) if !text.ends_with("不到") && !text.ends_with("超过") => {
                self.tokens.span.start + shorter.len()
            }
            _ => end,
        };
        let classes = [CueClass::Over, CueClass::Under, CueClass::About];
        let bound = self.cue_before(end, &classes).map(|class| match class {
            CueClass::Over => Bound::Over,
            CueClass::Under => Bound::Under,
            _ => Bound::About,
        });
        // 年销售收入过10亿元, but 通过3项法规.
        let exceeds = text.ends_with('过') && !PASSES.iter().any(|word| text.ends_with(word));
        let bound = bound.or(exceeds.then_some(Bound::Over));
        let prefix = PREFIXES.iter().rev().find(|p| text.ends_with(**p)).map_or(0, |p| p.len());
        let word = text.ends_with("附近") || text.ends_with("最近");
        match (bound, word) {
            (Some(bound), false) => (
                start
                    - prefix
                    - (start - self.tokens.span.start - text.len()) * usize::from(prefix > 0),
                Some(bound),
            ),
            _ => (start, None),
        }
    }

    /// What a sign after the unit says, and where the mention then ends.
    pub(super) fn after(&self, end: usize, unit: &Unit) -> Option<(usize, Bound)> {
        let (sign, bound) = SUFFIXES.iter().find(|(s, _)| self.rest(end).starts_with(s))?;
        // 内 after anything but a duration opens a phrase of its own.
        let apart = *sign == "内" && unit.dimension != Dimension::Duration;
        (!apart).then_some((end + sign.len(), *bound))
    }
}
