//! Yields where a report is not whole: it says so, is shorter than it says, breaks off, or lacks a
//! section that its numbering or its own words announce.

use rust_decimal::Decimal;

use super::{Evidence, Finding};
use crate::dictionary::{Limit, Message, Pattern};
use crate::numeral;
use crate::outline::Section;
use crate::source::BlockKind;
use crate::span::Span;

/// Shortest last line, in characters, that can be a sentence broken off.
const SHORTEST: usize = 12;
/// Lines at the head of a file in which a length may be stated.
const HEAD: usize = 5;
/// Signs that may end a text.
const STOPS: [char; 15] =
    ['。', '!', '?', '”', ')', '》', ';', ':', '…', '.', '」', '|', '>', '*', '』'];

pub(super) fn check(evidence: Evidence) -> Vec<Finding> {
    let mut findings = hidden(evidence);
    findings.extend(short(evidence));
    findings.extend(broken_off(evidence));
    findings.extend(gaps(evidence));
    findings.extend(announced(evidence));
    findings
}

/// Why a report is thought to be cut short, for the table of documents: its own words where it says
/// so, `end` where it breaks off in mid-sentence.
pub fn truncated(findings: &[Finding]) -> Option<String> {
    let of = |id: &str| findings.iter().find(|finding| finding.note.id == id);
    let said = of("cut.hidden").or_else(|| of("cut.short")).map(|finding| finding.found.clone());
    said.or_else(|| of("cut.end").map(|_| "end".to_owned()))
}

fn hidden(evidence: Evidence) -> Vec<Finding> {
    let cuts = evidence.report.noise.iter().filter(|noise| noise.class == "truncation");
    let told = cuts.map(|cut| {
        let found = evidence.report.text.raw(cut.span);
        Finding {
            found: found.to_owned(),
            ..evidence.finding(Message::CutHidden, cut.span, &[("found", found)])
        }
    });
    told.collect()
}

/// A length stated in the title, and a text that is much shorter.
fn short(evidence: Evidence) -> Option<Finding> {
    let (report, checks) = (evidence.report, &evidence.dictionary.checks);
    let pattern = checks.pattern(Pattern::CutLength);
    // A page repeats its title, with the length in one of them.
    let mut titles = report.blocks.iter().take(HEAD).map(|block| block.span);
    let (title, stated) =
        titles.find_map(|span| Some((span, pattern.captures(evidence.slice(span))?)))?;
    let (whole, number) = (stated.get(0)?, stated.get(1)?);
    let expected: Decimal = number.as_str().parse().ok()?;
    let noise = report.noise.iter().map(|noise| noise.span);
    let dropped: usize = noise.map(|span| letters(evidence.slice(span))).sum();
    let length = letters(report.text.folded()).saturating_sub(dropped);
    let least = expected.checked_mul(checks.limit(Limit::CutShort))?;
    let span = Span::new(whole.start(), whole.end()).shifted(title.start);
    let length_said = length.to_string();
    let values = [("expected", number.as_str()), ("found", &*length_said)];
    (Decimal::from(length) < least).then(|| Finding {
        expected: expected.to_string(),
        found: report.text.raw(span).to_owned(),
        ..evidence.finding(Message::CutShort, span, &values)
    })
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A last line of running text without a stop. Tables, notes, imprints and signatures end so too.
fn broken_off(evidence: Evidence) -> Option<Finding> {
    let report = evidence.report;
    let noise = |span: Span| report.noise.iter().any(|n| n.span.contains(span));
    let checks = &evidence.dictionary.checks;
    let is_prose = |kind: BlockKind, words: &str| {
        kind == BlockKind::Paragraph
            && words.chars().count() >= SHORTEST
            && checks.pattern(Pattern::CutProse).is_match(words)
    };
    let mut blocks = report.blocks.iter().rev().filter(|block| !noise(block.span));
    let last = blocks.next()?;
    // Where the text before has no stop either, that is how it is written.
    let is_title = |span: Span| evidence.sections.iter().any(|s| s.span.contains(span));
    let before = blocks.filter(|block| !is_title(block.span));
    let mut before = before.map(|block| (block.kind, evidence.slice(block.span)));
    let before = before.find(|(kind, words)| is_prose(*kind, words));
    let styled = before.is_some_and(|(_, words)| !words.ends_with(STOPS));
    let inside = report.noise.iter().map(|n| n.span).filter(|n| last.span.overlaps(*n));
    let end = inside.filter(|n| n.end >= last.span.end).map(|n| n.start).min();
    let span = Span::new(last.span.start, end.unwrap_or(last.span.end).max(last.span.start));
    let words = evidence.slice(span).trim_end();
    let prose = is_prose(last.kind, words) && !checks.pattern(Pattern::CutClosing).is_match(words);
    let open = !words.ends_with(STOPS);
    let tail: usize = words.chars().rev().take(SHORTEST).map(char::len_utf8).sum();
    let span = Span::new(span.start + words.len() - tail, span.start + words.len());
    (prose && open && !styled).then(|| Finding {
        found: report.text.raw(span).to_owned(),
        ..evidence.finding(Message::CutEnd, span, &[])
    })
}

/// The number in a section's mark.
fn ordinal(evidence: Evidence, section: &Section) -> Option<u32> {
    let mark = evidence.slice(section.span).trim_start_matches(['(', '第']);
    let end = mark.find(|c: char| !c.is_ascii_digit() && !numeral::is_chinese_digit(c))?;
    let number = numeral::read(&mark[..end], 0, &|_| false)?;
    number.value.try_into().ok()
}

/// 一、二、四、: a number is left out among the sections of one parent.
fn gaps(evidence: Evidence) -> Vec<Finding> {
    let cut = |span: Span| {
        let hides = |n: &&crate::source::Noise| n.class == "truncation";
        evidence.report.noise.iter().filter(hides).any(|n| n.span.overlaps(span))
    };
    let mut last: [Option<(u32, Span)>; 5] = [None; 5];
    let mut findings = Vec::new();
    for section in evidence.sections {
        let level = usize::from(section.level).min(4);
        let number = ordinal(evidence, section);
        for below in &mut last[level + 1..] {
            *below = None;
        }
        let before = last[level].replace((number.unwrap_or(0), section.span));
        let (Some(number), Some((earlier, span))) = (number, before) else { continue };
        let between = Span::new(span.start, section.span.start);
        if earlier == 0 || number != earlier + 2 || cut(between) {
            continue;
        }
        let (missing, title) = ((earlier + 1).to_string(), evidence.slice(section.span));
        // The missing mark may stand inside a line, where it is no heading.
        let chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        let signs = usize::try_from(earlier).ok().and_then(|place| chinese.get(place));
        let written = evidence.slice(between).replace([' ', '*'], "");
        let sign = if section.level <= 2 { signs.copied() } else { Some(&*missing) };
        let marked = sign.is_none_or(|sign| {
            let forms = [
                format!("{sign}、"),
                format!("({sign})"),
                format!("第{sign}"),
                format!("{sign}是"),
            ];
            forms.iter().any(|form| written.contains(form.as_str())) || is_listed(&written, sign)
        });
        if marked {
            continue;
        }
        let (earlier, number) = (earlier.to_string(), number.to_string());
        let values = [("before", &*earlier), ("after", &*number), ("missing", &*missing)];
        findings.push(Finding {
            expected: missing.clone(),
            found: title.to_owned(),
            ..evidence.finding(Message::CutGap, section.span, &values)
        });
    }
    findings
}

/// Whether a number stands as a mark somewhere: at the start of a line, or with a point after it and
/// inside no other number.
fn is_listed(words: &str, number: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    // Also with its point forgotten, as 24“五证合一”.
    let opens = words.lines().any(|line| {
        let rest = line.trim_start_matches(|c: char| !c.is_alphanumeric()).strip_prefix(number);
        rest.is_some_and(|rest| !rest.starts_with(digit) || rest.starts_with('.'))
    });
    opens
        || words.match_indices(number).any(|(at, _)| {
            let after = words[at + number.len()..].strip_prefix('.');
            !words[..at].ends_with(digit) && after.is_some_and(|after| !after.starts_with(digit))
        })
}

/// A section that announces so many parts and is the report's last, and comes to fewer.
fn announced(evidence: Evidence) -> Option<Finding> {
    let text = evidence.report.text.folded();
    let last = evidence.sections.iter().rposition(|section| section.level == 1)?;
    let section = &evidence.sections[last];
    let children: Vec<&Section> =
        evidence.sections[last + 1..].iter().filter(|child| child.level == 2).collect();
    let first = children.first()?;
    let opening = Span::new(section.span.start, first.span.start);
    let pattern = evidence.dictionary.checks.pattern(Pattern::CutAnnounced);
    let stated = pattern.captures_iter(&text[opening.range()]).last()?;
    let (whole, number) = (stated.get(0)?, stated.get(1)?);
    let expected = numeral::read(number.as_str(), 0, &|_| false)?.value;
    let counted = children.iter().zip(1u32..).all(|(child, n)| ordinal(evidence, child) == Some(n));
    let found = children.len();
    let end = whole.start() + whole.as_str().trim_end().len();
    let span = Span::new(whole.start(), end).shifted(opening.start);
    let (stated, count) = (expected.to_string(), found.to_string());
    let values = [("expected", &*stated), ("found", &*count)];
    (counted && found > 1 && Decimal::from(found) < expected).then(|| Finding {
        expected: stated.clone(),
        found: count.clone(),
        ..evidence.finding(Message::CutAnnounced, span, &values)
    })
}
