//! Yields a label: what a quantity counts, in the text's own words; and qualifiers: what narrows it.

use super::aspect::Reading;
use super::subject::Subject;
use super::view::View;
use super::{Aspect, time};
use crate::dictionary::{Sense, Term};
use crate::span::{Span, leftmost_longest};
use crate::token::segment::{self, Word};
use crate::unit::Dimension;

/// Longest label in characters.
const LONGEST: usize = 20;
/// How many characters before a head are looked at for what narrows it.
const NEAR: usize = 12;
/// Signs of words that say the whole region, or nothing.
const WHOLE: &str = "全 我 各 省 市 州 域内 境内 辖区 区内 主要 预期 目标 指标 经济 社会 计划 总体 整体 \
                     情况 方面 累计 年度 总量 总数 本 水平 人均 财政 地方 金融机构 人民币 口径";

/// The head with the words that narrow it; where no rule found a head, the noun phrase after the
/// number, else the one before it.
pub(super) fn label(view: &View, at: usize, subject: &Subject) -> String {
    if let Some(head) = subject.head {
        return view.slice(widened(view, head)).trim().to_owned();
    }
    let tail = view.slice(view.tail(at));
    let after = leading_nouns(tail);
    if !after.is_empty() {
        return after;
    }
    let before = trailing_nouns(view.slice(view.lead(at)));
    if before.contains(char::is_alphanumeric) { before } else { String::new() }
}

/// A head with the qualifiers directly before it.
fn widened(view: &View, head: Span) -> Span {
    let mut start = head.start;
    let window = Span::new(view.tokens.span.start, head.start);
    while let Some(term) = view.terms(window).find(|t| {
        t.span.end == start && view.senses(t).iter().any(|s| matches!(s, Sense::Qualifier(_)))
    }) {
        start = term.span.start;
    }
    Span::new(start, head.end)
}

/// The words that narrow a subject, in canonical form and text order: those of the dictionary, those
/// that the list began with (`previous` are of the quantity before), and a noun directly before the
/// head that no dictionary knows (工科类在校生).
pub(super) fn qualifiers(
    view: &View,
    at: usize,
    subject: &Subject,
    previous: &[String],
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // 新建…8000个、新接入…20万个: an item with a verb of its own is none of the list.
    let lead = view.slice(view.lead(at)).trim_start_matches(['、', ' ']);
    if view.listed(at) && view.same_unit(at) && !lead.starts_with('新') {
        let heads_lists = |name: &&String| {
            let known = &view.dictionary.qualifiers;
            known.iter().any(|qualifier| qualifier.heads_lists && qualifier.name == **name)
        };
        found.extend(previous.iter().filter(heads_lists).cloned());
    }
    let (lead, tail) = (view.lead(at), view.tail(at));
    let window = match subject.head {
        Some(head) if head.start >= tail.start => Span::new(tail.start, head.end),
        Some(head) if head.start >= lead.start => Span::new(lead.start, head.end),
        Some(_) => return found,
        None if matches!(subject.rule, "breakdown" | "frame" | "list") => lead,
        None => return found,
    };
    let indicator = subject.indicator.map(|place| &view.dictionary.indicators[place]);
    // 专科 of 临床重点专科 narrows nothing: the indicator says it already.
    let own = |span: Span, name: &str| {
        let inside = subject.head.is_none_or(|head| head.contains(span));
        // 城镇、农村居民收入 names two.
        let joint = subject.head.is_some() && matches!(subject.rule, "joint" | "shared");
        let says = |word: &str| indicator.is_some_and(|i| i.name.contains(word));
        // 新建、改扩建学校数 names two states, of which the text says one; so may a bracket.
        let named = indicator.and_then(|i| i.name.split('(').next());
        let alone = named.is_some_and(|named| !named.contains('、') && named.contains(name));
        inside && (joint || says(view.slice(span))) || alone
    };
    let said = view.terms(window).filter_map(|term| {
        view.senses(term).iter().find_map(|sense| match sense {
            Sense::Qualifier(place) => Some((term.span, &view.dictionary.qualifiers[*place].name)),
            _ => None,
        })
    });
    for (span, name) in leftmost_longest(said.collect(), |(span, _)| *span) {
        if !own(span, name) && !found.contains(name) {
            found.push(name.clone());
        }
    }
    let modifier = subject.head.filter(|head| head.start >= window.start && indicator.is_some());
    found.extend(modifier.and_then(|head| modifier_before(view, window.start, head)));
    found
}

/// Words that set a figure beside that of another place or a goal.
const BESIDE: [&str; 9] =
    ["高于", "低于", "快于", "慢于", "好于", "优于", "高出", "高过", "超过全"];

/// What tells a number from the usual one of its aspect: 年均 of a yearly mean of what else is a sum, 累计 of a
/// growth that is no yearly mean, 完成率 of a share that says how much is done, and 相差 of points that lie
/// between this figure and another's of the same time (高于全国2个百分点).
pub(super) fn unusual(
    view: &View,
    at: usize,
    reading: &Reading,
    period: Option<&str>,
) -> Option<String> {
    let lead = view.slice(view.lead(at));
    let several = period.is_some_and(|period| period.contains('-'));
    let mean = ["年均", "每年"].iter().any(|word| lead.contains(word));
    let dimension = view.quantities[at].unit.as_ref().map(|unit| unit.dimension);
    let before =
        ["上年", "去年", "同期", "年初", "年底", "年末"].iter().any(|word| lead.contains(word));
    let beside = BESIDE.iter().any(|word| lead.contains(word)) && !before
        || at > 0
            && view.goes_on(at)
            && unusual(view, at - 1, reading, period).as_deref() == Some("相差");
    let word = match reading.aspect {
        Aspect::Share if lead.contains("完成") => "完成率",
        Aspect::Change | Aspect::Level if dimension == Some(Dimension::Points) && beside => "相差",
        Aspect::Level | Aspect::Change if several && mean => "年均",
        Aspect::Growth if several && !mean && !time::is_yearly(view, at) => "累计",
        _ => return None,
    };
    Some(word.to_owned())
}

/// The noun directly before a head and its qualifiers, where it narrows the head and no dictionary
/// knows it.
fn modifier_before(view: &View, from: usize, head: Span) -> Option<String> {
    let before = Span::new(from, widened(view, head).start.max(from));
    let text = view.slice(before);
    let near = text.char_indices().rev().take(NEAR).last().map_or(0, |(i, _)| i);
    let named = |t: &Term| {
        view.senses(t).iter().any(|sense| matches!(sense, Sense::Name(_) | Sense::Joint(_)))
    };
    let mut known = view.terms(before).filter(|t| t.span.end == before.end);
    if text.ends_with(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c))
        || view.periods.iter().any(|p| p.span.end == before.end)
    {
        return None;
    }
    // 高新技术产业工业总产值: a name before a name narrows it.
    if let Some(term) = known.next() {
        return named(term).then(|| view.slice(term.span).to_owned());
    }
    let words = segment::words(&text[near..]);
    let says_all = |words: &str| WHOLE.split(' ').any(|whole| words.contains(whole));
    let narrows = |word: &&Word| {
        matches!(word.tag, "n" | "nz" | "nt" | "vn" | "b" | "j" | "l" | "k") && !says_all(word.text)
    };
    let count = words.iter().rev().take_while(narrows).count();
    let modifier: String = words[words.len() - count..].iter().map(|word| word.text).collect();
    // 县域内 is cut in two, and says the whole region all the same.
    (modifier.chars().count() > 1 && !says_all(&modifier)).then_some(modifier)
}

fn is_nominal(word: &Word) -> bool {
    let tag = word.tag;
    tag.starts_with(['n', 'j', 'l', 'i', 's', 'b', 'f'])
        || matches!(tag, "vn" | "an" | "eng" | "x" | "a" | "m" | "q" | "k" | "h" | "g")
        || matches!(word.text, "的" | "、" | "和" | "与" | "及" | "“" | "”" | "·")
}

fn leading_nouns(text: &str) -> String {
    let text: String = text.trim_start_matches(['的', ' ']).chars().take(LONGEST + 10).collect();
    let words = segment::words(&text);
    let mut label = String::new();
    for word in words.iter().take_while(|w| is_nominal(w)) {
        if label.chars().count() + word.text.chars().count() > LONGEST {
            break;
        }
        label.push_str(word.text);
    }
    label.trim_matches(['的', '、', '和', '与', '及', ' ']).to_owned()
}

fn trailing_nouns(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let text: String = chars[chars.len().saturating_sub(LONGEST + 10)..].iter().collect();
    let words = segment::words(&text);
    let fills = |w: &&Word| !is_nominal(w) || matches!(w.text, "的" | "达");
    let end = words.len() - words.iter().rev().take_while(fills).count();
    let mut start = end;
    let mut length = 0;
    while start > 0 && is_nominal(&words[start - 1]) {
        length += words[start - 1].text.chars().count();
        if length > LONGEST {
            break;
        }
        start -= 1;
    }
    let label: String = words[start..end].iter().map(|w| w.text).collect();
    label.trim_matches(['的', '、', '和', '与', '及', ' ']).to_owned()
}
