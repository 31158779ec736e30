//! Yields [`Tokens`]: the literals of one sentence, claimed on characters before any segmentation.
//!
//! One automaton pass finds every dictionary word, one scan every number and mask. jieba, which
//! would cut 毛/入园率, comes in only where a label is wanted for words that no dictionary claims;
//! see [`segment`].

pub mod mask;
pub mod segment;

use crate::dictionary::{Dictionary, Sense, Term};
use crate::numeral::{self, Numeral};
use crate::source::Noise;
use crate::span::Span;
use mask::Mask;

/// A number, or a mask that may stand for one.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// Digits that can be read.
    Numeral(Numeral),
    /// Signs that stand for removed text.
    Mask(Mask),
}

impl Number {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Number::Numeral(numeral) => numeral.span,
            Number::Mask(mask) => mask.span,
        }
    }
}

/// The literals of one sentence, each list in text order. Spans count bytes of the report.
#[derive(Debug, Default)]
pub struct Tokens {
    /// The sentence.
    pub span: Span,
    /// Numbers and masks.
    pub numbers: Vec<Number>,
    /// Dictionary words, overlapping ones too.
    pub terms: Vec<Term>,
    /// 《…》 and “…”, the signs included.
    pub titles: Vec<Span>,
    /// “…”, the signs included.
    pub quotes: Vec<Span>,
    /// Clauses: what stands between commas, semicolons and colons.
    pub clauses: Vec<Span>,
}

/// Finds the literals of the sentence at `span`. Nothing is found inside noise.
pub fn tokenize(text: &str, span: Span, noise: &[Noise], dictionary: &Dictionary) -> Tokens {
    let sentence = &text[span.range()];
    let mut terms = dictionary.lexicon.find(sentence, span.start);
    terms.retain(|t| {
        !splits_digits(text, t.span)
            && !splits_among(text, t.span)
            && !is_bare_number_slogan(text, t, dictionary)
            && !noise.iter().any(|n| n.span.overlaps(t.span))
    });
    let claimed: Vec<Span> = terms
        .iter()
        .filter(|t| {
            let senses = dictionary.lexicon.senses(t);
            senses.iter().any(|s| matches!(s, Sense::Slogan(_) | Sense::Idiom))
                && !is_number(text, t.span, dictionary)
        })
        .map(|t| t.span)
        .collect();
    let mut tokens = Tokens {
        span,
        numbers: numbers(text, span, noise, &claimed, dictionary),
        terms,
        titles: enclosed(sentence, span.start, '《', '》'),
        quotes: enclosed(sentence, span.start, '“', '”'),
        clauses: Vec::new(),
    };
    tokens.numbers.extend(gaps(text, span, noise, dictionary));
    tokens.numbers.sort_by_key(|number| number.span());
    tokens.clauses = clauses(text, span, &tokens.numbers);
    tokens
}

fn numbers(
    text: &str,
    span: Span,
    noise: &[Noise],
    claimed: &[Span],
    dictionary: &Dictionary,
) -> Vec<Number> {
    let keeps = |at: usize| dictionary.units.keeps_magnitude(&text[at..]);
    let mut numbers = Vec::new();
    let mut at = span.start;
    while let Some(c) = text[at..span.end].chars().next() {
        if let Some(mark) = noise.iter().find(|n| n.span.start <= at && at < n.span.end) {
            at = mark.span.end.min(span.end);
            continue;
        }
        if let Some(mask) = mask::read(text, span, at) {
            at = mask.span.end;
            numbers.push(Number::Mask(mask));
            continue;
        }
        if !claimed.iter().any(|s| s.start <= at && at < s.end)
            && let Some(numeral) = numeral::read(&text[..span.end], at, &keeps)
        {
            at = numeral.span.end;
            match doubled(text, numeral.span) {
                Some(end) => at = end,
                None => numbers.push(Number::Numeral(numeral)),
            }
            continue;
        }
        at += c.len_utf8();
    }
    numbers
}

/// Where an adverb of a doubled sign ends (一一列举, 两两结对), which is no number.
fn doubled(text: &str, span: Span) -> Option<usize> {
    match &text[span.range()] {
        "一一" if text[span.end..].starts_with(char::is_alphabetic) => Some(span.end),
        "两" if text[span.end..].starts_with('两') => Some(span.end + '两'.len_utf8()),
        _ => None,
    }
}

/// Where numbers vanished without a sign (达到 亿元): empty masks.
fn gaps(text: &str, span: Span, noise: &[Noise], dictionary: &Dictionary) -> Vec<Number> {
    let sentence = &text[span.range()];
    let found = dictionary.gaps.iter().flat_map(|gap| gap.captures_iter(sentence));
    let places = found.filter_map(|groups| groups.get(1)).map(|group| span.start + group.start());
    let free = |at: &usize| !noise.iter().any(|n| n.span.start <= *at && *at < n.span.end);
    let mut places: Vec<usize> = places.filter(free).collect();
    places.sort_unstable();
    places.dedup();
    let mask = |at| Number::Mask(Mask { span: Span::new(at, at), half: false });
    places.into_iter().map(mask).collect()
}

/// Whether a word is only a slogan, and here no slogan: one as short as 三名 or 三区 outside quotes,
/// and one of digits that count something (1530人).
fn is_bare_number_slogan(text: &str, term: &Term, dictionary: &Dictionary) -> bool {
    let (before, after) = (&text[..term.span.start], &text[term.span.end..]);
    let word = &text[term.span.range()];
    let bare = word.chars().count() <= 2 && !(before.ends_with('“') && after.starts_with('”'));
    let counts = word.bytes().all(|b| b.is_ascii_digit())
        && dictionary.units.at_start(after.trim_start()).is_some();
    (bare || counts)
        && dictionary.lexicon.senses(term).iter().all(|sense| match sense {
            Sense::Slogan(i) => &*dictionary.slogans[*i].kind == "numeric",
            _ => false,
        })
}

/// Whether 十一 is a number here and no day: a unit or no word follows; and 一点 one with decimals (一点八).
fn is_number(text: &str, span: Span, dictionary: &Dictionary) -> bool {
    let (word, after) = (&text[span.range()], &text[span.end..]);
    let decimals = after.starts_with(['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']);
    if word == "一点" && decimals {
        return true;
    }
    word.starts_with('十')
        && word.chars().all(numeral::is_chinese_digit)
        && (!after.starts_with(char::is_alphanumeric)
            || after.starts_with('又')
            || dictionary.units.at_start(after).is_some())
}

/// Whether a word begins inside 其中: 中小学 in 其中小学80人, 中专 in 其中专任教师.
fn splits_among(text: &str, span: Span) -> bool {
    text[..span.start].ends_with('其') && text[span.range()].starts_with('中')
}

/// Whether a word begins or ends inside a run of digits: 1530 in 15309人 is no word.
fn splits_digits(text: &str, span: Span) -> bool {
    let digit = |at: usize| is_digit(text, at);
    span.start > 0 && digit(span.start - 1) && digit(span.start)
        || digit(span.end) && digit(span.end - 1)
}

/// Spans from an opening sign to its closing one.
fn enclosed(sentence: &str, offset: usize, open: char, close: char) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = None;
    for (i, c) in sentence.char_indices() {
        if c == open {
            start = start.or(Some(i));
        } else if c == close
            && let Some(start) = start.take()
        {
            spans.push(Span::new(start, i + c.len_utf8()).shifted(offset));
        }
    }
    spans
}

/// Whether a number is what a colon before it announces: nothing between but a blank or what bounds it (约57所), and
/// it heads no list (一是).
fn is_stated(text: &str, from: usize, number: Span) -> bool {
    let between = text.get(from..number.start).map(str::trim);
    let near = ["", "约", "近", "超", "达", "达到", "共", "共计", "合计", "计"];
    between.is_some_and(|between| near.contains(&between))
        && !text[number.end..].starts_with(['是', '要', '、', '.', ')'])
}

fn is_digit(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// Splits a sentence at its stops; a comma inside a number is none, nor a colon before one (幼儿园:57所).
fn clauses(text: &str, span: Span, numbers: &[Number]) -> Vec<Span> {
    let mut clauses = Vec::new();
    let mut start = span.start;
    let mut numbers = numbers.iter().map(Number::span).peekable();
    for (offset, c) in text[span.range()].char_indices() {
        let at = span.start + offset;
        while numbers.next_if(|n| n.end <= at).is_some() {}
        let inside = numbers.peek().is_some_and(|n| n.start < at && at < n.end)
            || c == ':' && numbers.peek().is_some_and(|number| is_stated(text, at + 1, *number));
        if matches!(c, ',' | ';' | ':' | '。' | '!' | '?' | '\n' | '\t') && !inside {
            if at > start {
                clauses.push(Span::new(start, at));
            }
            start = at + c.len_utf8();
        }
    }
    if span.end > start {
        clauses.push(Span::new(start, span.end));
    }
    clauses
}
