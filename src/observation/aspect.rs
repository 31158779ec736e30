//! Yields a quantity's aspect and sign, from the cues around it.

use super::Aspect;
use super::view::View;
use crate::dictionary::schema::CueClass;
use crate::dictionary::{Sense, Term};
use crate::span::Span;
use crate::unit::Dimension;

/// What the words around a number say of it, before its indicator is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) aspect: Aspect,
    /// Whether a cue said so; without one the indicator may say.
    pub(super) cued: bool,
    /// Whether it is a fall.
    pub(super) falls: bool,
    /// Whether it is the starting point of a change (由13%提高到…).
    pub(super) base: bool,
    /// Whether it is the point that a change has reached (提高到13.8%).
    pub(super) reached: bool,
    /// Where the cue that says so stands.
    pub(super) cue: Option<Span>,
}

/// Reads the aspect of the quantity at `at`; a number that only goes on a list (8%、9%) reads as
/// the one before it.
pub(super) fn read(view: &View, at: usize, previous: Option<&Reading>) -> Reading {
    let alone = read_alone(view, at);
    let Some(previous) = previous else { return alone };
    // One verb for a list: 新增铁路414公里、地铁60公里.
    let changes = previous.aspect == Aspect::Change && !alone.cued && !alone.reached;
    let listed = view.listed(at)
        || view.joined(at)
        || view.follows(at) && !previous.falls && goes_with(view, at);
    if changes && listed && alone.aspect == Aspect::Level {
        return Reading { cue: None, ..*previous };
    }
    if !view.same_unit(at) {
        return alone;
    }
    if view.goes_on(at) {
        return Reading { cue: None, ..*previous };
    }
    match previous.aspect {
        // The goal of a change is of the aspect of its base: 比重由25%提高到30%.
        aspect if previous.base && !alone.base && alone.aspect == Aspect::Level => {
            Reading { aspect, reached: true, ..alone }
        }
        _ => alone,
    }
}

/// Whether a clause after a comma only names more of what the verb before it counts: its parts (其中城区10所), or
/// another thing that is counted (新增友好城市2个,友好交流城市16个) and no state of it (总数达16个).
fn goes_with(view: &View, at: usize) -> bool {
    if !view.same_unit(at) {
        return false;
    }
    let counted = view.quantities[at].unit.as_ref().map(|u| u.dimension) == Some(Dimension::Count);
    let lead = view.lead(at);
    let words = view.slice(lead);
    let part = view.cue(lead, CueClass::Opens).is_some();
    let state = ["总", "累计", "每", "均", "量"].iter().any(|word| words.contains(word));
    let deed =
        view.cue(lead, CueClass::Deed).is_some() || view.cue(lead, CueClass::Exists).is_some();
    part || counted && !state && !deed && !words.ends_with('的')
}

fn read_alone(view: &View, at: usize) -> Reading {
    let quantity = &view.quantities[at];
    let dimension = quantity.unit.as_ref().map(|u| u.dimension);
    let lead = view.lead(at);
    if quantity.rank {
        return Reading { aspect: Aspect::Rank, cued: true, ..Reading::default() };
    }
    let near = nearest(view, lead);
    let below = dimension == Some(Dimension::Points) && view.cue(lead, CueClass::Below).is_some();
    let falls = near.falls || below;
    let aspect = match dimension {
        Some(Dimension::Points) => Some(Aspect::Change),
        Some(Dimension::Multiple) => None,
        Some(Dimension::Ratio) => match near.class {
            Some(
                CueClass::Rise
                | CueClass::Fall
                | CueClass::Pace
                | CueClass::PaceFall
                | CueClass::Add,
            ) => Some(Aspect::Growth),
            _ if is_share(view, lead) || near.opens && is_share(view, view.reach(at)) => {
                Some(Aspect::Share)
            }
            _ if grows_after(view, at) => Some(Aspect::Growth),
            // 90%以上政务服务事项: a part of what is named after it.
            _ if near.class.is_none() && !near.base && opens_phrase(view, at) => {
                Some(Aspect::Share)
            }
            _ => None,
        },
        _ => match near.class {
            Some(CueClass::Rise) if dimension == Some(Dimension::Count) && !grows(view, &near) => {
                None
            }
            Some(CueClass::Rise | CueClass::Fall | CueClass::Add) => Some(Aspect::Change),
            Some(CueClass::Reach) => None,
            _ if near.base || dimension == Some(Dimension::Duration) => None,
            _ => match far_change(view, lead) {
                Some((falls, cue)) => {
                    let aspect = Aspect::Change;
                    let cue = Some(cue);
                    return Reading { aspect, cued: true, falls, cue, ..Reading::default() };
                }
                None => None,
            },
        },
    };
    let cued = aspect.is_some() || near.class.is_some();
    let aspect = aspect.unwrap_or_default();
    Reading { aspect, cued, falls, base: near.base, reached: near.reached, cue: near.cue }
}

#[derive(Default)]
struct Near {
    /// Whether it walked through the whole lead.
    opens: bool,
    class: Option<CueClass>,
    falls: bool,
    base: bool,
    cue: Option<Span>,
    /// Whether 达 or a longer word says that a point is reached.
    reached: bool,
}

/// Walks back from the number over words that add nothing, to the first cue that says something.
fn nearest(view: &View, lead: Span) -> Near {
    use CueClass::{
        About, Add, Fall, Filler, From, Over, Pace, PaceFall, Reach, Rise, Target, Under,
    };
    let mut near = Near::default();
    let mut end = lead.end;
    let mut reached = false;
    loop {
        let passed = view.slice(Span::new(lead.start, end));
        near.opens = passed.trim().is_empty();
        end = lead.start + passed.trim_end_matches([' ', '了', '“', '的', ':']).len();
        let words = view.terms(Span::new(lead.start, end)).filter(|t| t.span.end == end);
        // Terms come in order of start, so the first that ends here is the longest.
        let mut step = None;
        for word in words {
            let said = [Pace, PaceFall, Rise, Fall, Add, Reach, From]
                .into_iter()
                .find(|class| view.is_cue(word, *class));
            let passes = [Filler, About, Over, Under, Target].iter().any(|c| view.is_cue(word, *c));
            if said.is_some() || passes {
                step = Some((word.span, said));
                break;
            }
        }
        let period = view.periods.iter().find(|p| p.span.end == end && p.span.start >= lead.start);
        // 提高到2025年的97.8%: the year goes before a longer word that ends with it.
        if let Some(period) = period {
            end = period.span.start;
            continue;
        }
        match step {
            Some((span, Some(class))) => {
                let first = near.class.is_none();
                // 压减到1家 is a level, as 提高到 is.
                let class =
                    if reached && matches!(class, Rise | Fall | Add) { Reach } else { class };
                match class {
                    From => near.base |= first,
                    Pace | PaceFall => near.class = Some(class),
                    _ if first => near.class = Some(class),
                    _ => return near,
                }
                near.reached |= near.class == Some(Reach);
                near.falls = matches!(near.class, Some(Fall | PaceFall));
                near.cue.get_or_insert(span);
                if !matches!(class, Reach | From) {
                    return near;
                }
                end = span.start;
            }
            Some((span, None)) => {
                reached = matches!(view.slice(span), "到" | "至");
                near.reached |= ["达", "突破", "跨越", "跃上", "迈上"]
                    .iter()
                    .any(|word| view.slice(span).contains(word));
                end = span.start;
            }
            None => return near,
        }
    }
}

/// 增长, 增加: a change whatever is counted, while 提升55处 is a deed.
fn grows(view: &View, near: &Near) -> bool {
    near.cue.is_some_and(|cue| view.slice(cue).starts_with('增'))
}

/// 占…的, 占比, 完成…的: a part of a whole.
fn is_share(view: &View, lead: Span) -> bool {
    if view.cue(lead, CueClass::Share).is_some() {
        return true;
    }
    let words = view.slice(lead).trim_end_matches([' ', '约', '近']);
    let dated =
        view.periods.iter().any(|p| p.span.end + '的'.len_utf8() == lead.start + words.len());
    words.ends_with('的') && words.chars().count() > 3 && !dated
}

/// Whether a noun phrase follows the number directly, and nothing is named before it.
fn opens_phrase(view: &View, at: usize) -> bool {
    let (lead, tail) = (view.lead(at), view.tail(at));
    let first = view.slice(tail).chars().next();
    let han = first.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && c != '的');
    let only_cue = |t: &Term| view.senses(t).iter().all(|sense| matches!(sense, Sense::Cue(_)));
    let function = view.terms(tail).any(|t| t.span.start == tail.start && only_cue(t));
    han && !function && view.residue(lead) == 0
}

/// `12%的速度增长`.
fn grows_after(view: &View, at: usize) -> bool {
    let tail = view.tail(at);
    let words = view.slice(tail);
    words.starts_with("的速度")
        || words.starts_with('的')
            && view.terms(tail).any(|t| {
                t.span.start <= tail.start + 9
                    && (view.is_cue(t, CueClass::Pace)
                        || view.is_cue(t, CueClass::Rise) && t.span.len() > 3)
            })
}

/// 新增公办幼儿园26所, 降低利息负担4000亿元: the verb opens what stands before the number.
fn far_change(view: &View, lead: Span) -> Option<(bool, Span)> {
    let long = |t: &&Term| t.span.len() > 3;
    // 增加 in 增加值 says nothing; 新增 in 新增贷款 does.
    let in_name = |t: &Term| {
        !view.slice(t.span).starts_with(['新', '净'])
            && view.terms(lead).any(|name| {
                name.span.contains(t.span)
                    && name.span != t.span
                    && view.senses(name).iter().any(|sense| matches!(sense, Sense::Name(_)))
            })
    };
    let reach = view.terms(lead).filter(|t| view.is_cue(t, CueClass::Reach)).last();
    let verb = view
        .terms(lead)
        .filter(long)
        .filter(|t| !in_name(t))
        .filter(|t| {
            let less = ["减少", "降低"].contains(&view.slice(t.span));
            view.is_cue(t, CueClass::Add) || less
        })
        .last()?;
    if reach.is_some_and(|r| r.span.start >= verb.span.start) {
        return None;
    }
    Some((view.is_cue(verb, CueClass::Fall), verb.span))
}
