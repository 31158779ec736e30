//! Yields the subjects of a list of numbers, each with a head of its own: A、B分别达x、y.

use super::{Context, Finder, Subject};
use crate::dictionary::Sense;
use crate::dictionary::schema::CueClass;
use crate::observation::aspect::Reading;
use crate::observation::view::View;
use crate::span::{Span, leftmost_longest};

/// The subjects of the list of numbers that starts at `at`, in order; empty where it is no list, or
/// not one that shares its heads. `before` are the subjects found so far in the sentence.
///
/// The heads stand before 分别, or directly before the numbers where there are as many
/// (高考录取率、毛入学率提高到67.3%和80%), or are those of the quantities before (…,分别增长x、y).
/// Where 分别 has another number of heads than of numbers, no head is given any of them.
pub(crate) fn shared(
    view: &View,
    at: usize,
    reading: &Reading,
    before: &[Subject],
) -> Vec<Subject> {
    let rest = at + 1..view.quantities.len();
    let count = 1 + rest.take_while(|&i| view.goes_on(i) && view.same_unit(i)).count();
    if count < 2 || view.goes_on(at) && view.same_unit(at) {
        return Vec::new();
    }
    if view.in_proportion(at + 1) {
        return parts(view, at, count, before);
    }
    let lead = view.lead(at);
    let cue = view.terms(lead).filter(|t| view.is_cue(t, CueClass::Respectively)).last();
    let end = cue.map_or(lead.end, |cue| cue.span.start);
    let heads = heads(view, at, reading, Span::new(view.clause(at).start.min(lead.start), end));
    let known = heads.iter().any(|head| head.indicator.is_some());
    let back = before.len().checked_sub(count).map(|from| &before[from..]);
    match (cue, back) {
        _ if known && heads.len() == count => {
            let last = heads.last().and_then(|head| head.head).map_or(lead.start, |head| head.end);
            let near = cue.is_some() || view.residue(Span::new(last.min(end), end)) == 0;
            if near { heads } else { Vec::new() }
        }
        // A和B分别达x和y,年均增长p和q: the second list has its 分别 before it.
        (cue, Some(back))
            if !known
                && view.residue(lead) == 0
                && (cue.is_some() || back.iter().all(|subject| subject.rule == "shared")) =>
        {
            back.iter()
                .map(|subject| Subject { rule: "shared", head: None, ..subject.clone() })
                .collect()
        }
        (Some(_), _) if known => vec![Subject::default(); count],
        _ => Vec::new(),
    }
}

/// The subjects of a proportion: those of the joint name of so many parts that stands before it, whatever
/// words are between, else those of the proportion right before it (由…调整优化为…).
fn parts(view: &View, at: usize, count: usize, before: &[Subject]) -> Vec<Subject> {
    let sentence = view.tokens.span.start;
    let start = at.checked_sub(1).map_or(sentence, |last| view.quantities[last].span.end);
    let named = view.terms(Span::new(start, view.lead(at).end)).filter_map(|term| {
        let joint = view.senses(term).iter().find_map(|sense| match sense {
            Sense::Joint(joint) => Some(&view.dictionary.joints[*joint]),
            _ => None,
        })?;
        (joint.len() == count).then_some((term.span, joint))
    });
    let Some((head, joint)) = named.last() else {
        let back = before.len().checked_sub(count).map(|from| &before[from..]);
        let goes_on = at > 0 && view.in_proportion(at - 1) && view.clause(at).start < start;
        return back.filter(|_| goes_on).unwrap_or_default().to_vec();
    };
    let subject = |indicator: &usize| Subject {
        indicator: Some(*indicator),
        head: Some(head),
        rule: "shared",
        ..Subject::default()
    };
    joint.iter().map(subject).collect()
}

/// The heads named in `window`, in order. What stands before a 、 is a head too where no dictionary
/// knows it (基础设施、工业投资).
fn heads(view: &View, at: usize, reading: &Reading, window: Span) -> Vec<Subject> {
    let finder = Finder { view, at, reading, context: &Context::default() };
    let mut found: Vec<(Span, Vec<usize>)> = Vec::new();
    for term in view.terms(window) {
        for sense in view.senses(term) {
            let named = match sense {
                Sense::Name(indicator) => vec![*indicator],
                Sense::Joint(joint) => view.dictionary.joints[*joint].clone(),
                _ => continue,
            };
            if named.iter().all(|i| finder.admits(Some(*i))) {
                found.push((term.span, named));
            }
        }
    }
    let mut subjects: Vec<Subject> = Vec::new();
    let mut end = window.start;
    for (span, named) in leftmost_longest(found, |(span, _)| *span) {
        let unknown = view.slice(Span::new(end, span.start)).trim_start_matches('、');
        subjects.extend(unknown.matches('、').map(|_| Subject::default()));
        end = span.end;
        subjects.extend(named.into_iter().map(|i| Subject {
            indicator: Some(i),
            stage: view.dictionary.indicators[i].stage,
            head: Some(span),
            rule: "shared",
            ..Subject::default()
        }));
    }
    subjects
}

#[cfg(test)]
mod tests {
    use crate::Analyzer;

    #[test]
    fn the_parts_of_a_proportion_have_their_own_subjects() {
        let analyzer = Analyzer::new().unwrap();
        let all = "primary 13.3, secondary 46.1, tertiary 40.6";
        let twice =
            "primary 14, secondary 46, tertiary 40, primary 13.3, secondary 46.1, tertiary 40.6";
        for (text, expected) in [
            ("三次产业结构进一步调整为13.3:46.1:40.6。", all),
            ("三次产业结构持续优化，由14:46:40演进为13.3:46.1:40.6。", twice),
            ("一、二、三次产业比重由2010年的14:46:40调整优化为2015年的13.3:46.1:40.6。", twice),
            // Of another whole.
            ("三次产业比例为13.3:46.1:40.6；从业人员比例由40:30:30变为35:30:35。", all),
            ("粮经饲比例为79:12:9。", ""),
        ] {
            let report = analyzer.report("a.txt", text);
            let told = analyzer.analyze(&report).observations.into_iter().filter_map(|o| {
                let id = o.indicator?.id;
                let part = id.strip_prefix("economy.")?.strip_suffix("_share")?;
                Some(format!("{part} {}", o.value?))
            });
            assert_eq!(told.collect::<Vec<_>>().join(", "), expected, "{text}");
        }
    }
}
