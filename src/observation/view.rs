//! Yields [`View`]: one sentence as the linking rules see it.

use crate::dictionary::schema::CueClass;
use crate::dictionary::{Dictionary, Sense, Term};
use crate::mention::{Period, Quantity};
use crate::span::Span;
use crate::token::Tokens;

/// A sentence with its tokens and mentions.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    pub(super) quantities: &'a [Quantity],
    pub(super) periods: &'a [Period],
    pub(super) dictionary: &'a Dictionary,
    /// The named bodies of the sentence.
    pub(super) bodies: &'a [Span],
    /// The report's title.
    pub(super) title: &'a str,
}

impl<'a> View<'a> {
    pub(super) fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    /// The clause that holds the quantity's first byte.
    pub(super) fn clause(&self, at: usize) -> Span {
        let start = self.quantities[at].span.start;
        let found = self.tokens.clauses.iter().find(|c| c.start <= start && start < c.end);
        *found.unwrap_or(&self.tokens.span)
    }

    /// What stands before a quantity: from its clause's start, the quantity before it or a bracket
    /// that is still open.
    pub(super) fn lead(&self, at: usize) -> Span {
        let end = self.quantities[at].span.start;
        let mut start = self.clause(at).start;
        if let Some(before) = at.checked_sub(1) {
            let before = self.quantities[before].span;
            // 亿元以上项目36个: a threshold is part of what is counted.
            let counted = self.is_threshold(&self.quantities[at - 1]) && before.end < end;
            start = start.max(if counted { before.start } else { before.end });
        }
        start = start.min(end);
        let mut depth = 0;
        for (i, c) in self.text[start..end].char_indices().rev() {
            match c {
                ')' => depth += 1,
                '(' if depth == 0 => {
                    start += i + 1;
                    break;
                }
                '(' => depth -= 1,
                _ => {}
            }
        }
        Span::new(start, end)
    }

    /// 亿元以上, 30张床以上: a size that what is counted next must have.
    pub(super) fn is_threshold(&self, quantity: &Quantity) -> bool {
        self.slice(quantity.span).ends_with("以上")
    }

    /// The lead, and the clause before it where the lead itself names nothing and that clause has no
    /// quantity: 提高城镇化率,由44.8%提高到46.4%.
    pub(super) fn reach(&self, at: usize) -> Span {
        let lead = self.lead(at);
        let clause = self.clause(at);
        let bare = self.slice(lead).trim().is_empty();
        // 压缩支出,新增10亿元支持创新: what is added is named after it.
        let adds = self.cue(lead, CueClass::Add).is_some() && self.residue(self.tail(at)) > 0;
        if lead.start > clause.start || bare || adds || self.residue(lead) > 0 {
            return lead;
        }
        let before = self.tokens.clauses.iter().rev().find(|c| c.end <= clause.start);
        let free = |c: &&Span| !self.quantities.iter().any(|q| q.span.overlaps(**c));
        let joined = |c: &&Span| self.text[c.end..clause.start].trim_start().starts_with(',');
        before.filter(free).filter(joined).map_or(lead, |c| Span::new(c.start, lead.end))
    }

    /// What stands after a quantity: up to its clause's end, a 、, a bracket or the next quantity.
    pub(super) fn tail(&self, at: usize) -> Span {
        let start = self.quantities[at].span.end;
        let mut end = self.clause(at).end.max(start);
        if let Some(next) = self.quantities.get(at + 1) {
            end = end.min(next.span.start.max(start));
        }
        let stop = self.text[start..end].find(['、', '(', ')', '。', '!', '?', '”', '》']);
        Span::new(start, stop.map_or(end, |i| start + i))
    }

    /// Whether nothing but 、, 和, a comma or the colon of a proportion stands between a quantity and the one
    /// before it.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let between = self.between(at);
        !between.is_empty()
            && between.trim_matches(['、', '和', '与', '及', ' ', ',', ':']).is_empty()
    }

    /// Whether a colon joins a quantity to the one before it: 13.3:46.1:40.6.
    pub(super) fn in_proportion(&self, at: usize) -> bool {
        self.quantities.len() > at && self.between(at).trim() == ":"
    }

    /// Whether a quantity follows the one before it in a list.
    pub(super) fn listed(&self, at: usize) -> bool {
        let between = self.between(at);
        between.starts_with('、') && !between.contains([',', ';'])
    }

    /// Whether 和 or the like joins a quantity's clause to the quantity before it.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.between(at).starts_with(['和', '及', '与'])
    }

    /// Whether nothing but a comma parts a quantity's clause from the quantity before it.
    pub(super) fn follows(&self, at: usize) -> bool {
        self.between(at).starts_with(',')
    }

    /// Whether a quantity's unit measures what the unit of the one before it measures.
    pub(super) fn same_unit(&self, at: usize) -> bool {
        let dimension = |i: usize| self.quantities[i].unit.as_ref().map(|u| u.dimension);
        at.checked_sub(1).is_some_and(|before| dimension(before) == dimension(at))
    }

    /// What stands between a quantity and the one before it; nothing for the first.
    fn between(&self, at: usize) -> &'a str {
        let start = self.quantities[at].span.start;
        let end = at.checked_sub(1).map_or(start, |before| self.quantities[before].span.end);
        &self.text[end.min(start)..start]
    }

    /// The dictionary words wholly inside `span`.
    pub(super) fn terms(&self, span: Span) -> impl Iterator<Item = &'a Term> + '_ {
        let terms = &self.tokens.terms;
        let from = terms.partition_point(|t| t.span.start < span.start);
        terms[from..]
            .iter()
            .take_while(move |t| t.span.start < span.end)
            .filter(move |t| t.span.end <= span.end)
    }

    pub(super) fn senses(&self, term: &Term) -> &'a [Sense] {
        self.dictionary.lexicon.senses(term)
    }

    /// Whether a word is a cue of this class.
    pub(super) fn is_cue(&self, term: &Term, class: CueClass) -> bool {
        self.senses(term).contains(&Sense::Cue(class))
    }

    /// The first cue of this class in `span`.
    pub(super) fn cue(&self, span: Span, class: CueClass) -> Option<&'a Term> {
        self.terms(span).find(|t| self.is_cue(t, class))
    }

    /// How many characters of `span` no cue, qualifier or period accounts for. Brackets with what
    /// they hold, blanks and dashes count for nothing.
    pub(super) fn residue(&self, span: Span) -> usize {
        let explains = |t: &&Term| {
            self.senses(t).iter().any(|sense| match sense {
                Sense::Cue(class) => !matches!(class, CueClass::Deed | CueClass::Event),
                Sense::Qualifier(_) | Sense::Tone(_) => true,
                _ => false,
            })
        };
        let mut covered: Vec<Span> = self.terms(span).filter(explains).map(|t| t.span).collect();
        covered.extend(self.periods.iter().map(|p| p.span));
        let mut depth = 0usize;
        let mut count = 0;
        // 796元/月提高到842元/月
        let rate = self.slice(span).strip_prefix('/').and_then(|of| of.chars().next());
        let skipped = rate.map_or(0, |of| 1 + of.len_utf8());
        for (i, c) in self.slice(span).char_indices().filter(|(i, _)| *i >= skipped) {
            let at = span.start + i;
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ if depth > 0 || c.is_whitespace() || "“”‘’、,—-+:·*的和及与".contains(c) =>
                    {}
                _ if covered.iter().any(|s| s.start <= at && at < s.end) => {}
                _ => count += 1,
            }
        }
        count
    }
}
