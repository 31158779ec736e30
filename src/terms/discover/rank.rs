//! Yields the candidates of a [`Tally`], the likeliest first.

use std::collections::{BTreeMap, HashMap};

use super::census::{Phrase, Uses};
use super::{Candidate, Form, Tally};

/// ln of how many times less than chance is nothing, and of how many times more is enough.
const NONE: f64 = -2.0;
const ENOUGH: f64 = 4.0;
/// What a phrase is worth that has neither a sign of its own nor words beside it that slogans have.
const PLAIN: f64 = 0.3;
/// What a phrase is worth that has no form but that it is called for.
const FORMLESS: f64 = 0.7;
/// Least share of occurrences in quotation marks that makes a phrase a quoted one.
const QUOTED: f64 = 0.2;
/// Least entropy of the characters on either side, in nats, of what is not quoted.
const FREE: f64 = 1.0;
/// What the spread over regions counts where slogans of a subject are looked for, as a power: fewer reports have
/// more to say of it.
const OF_SUBJECT: f64 = 0.8;
/// What a phrase is worth that never stands beside the subject.
const ANYWAY: f64 = 0.5;
/// A part of a better candidate stays where it is found in so many times its reports.
const ALONE: f64 = 1.5;

impl Tally<'_> {
    /// The candidates with the greatest scores, at most so many. Of two of which one holds the other, the
    /// worse is left out unless it is a part that is the more usual by far or a whole that has a mark of its own
    /// and is not rare.
    pub fn candidates(&self, most: usize) -> Vec<Candidate> {
        let all: usize = self.census.words.values().sum();
        let usual = self.usual();
        let counted = self.census.phrases.iter().zip(&self.uses).zip(&self.counts);
        let counted = counted.filter(|(_, count)| **count > 0);
        let mut all: Vec<Candidate> = counted
            .filter_map(|((phrase, uses), count)| {
                self.candidate(phrase, uses, *count, (all, usual))
            })
            .collect();
        all.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.phrase.cmp(&b.phrase)));
        let mut best: Vec<Candidate> = Vec::new();
        for candidate in all {
            if best.len() >= most {
                break;
            }
            let told = best.iter().any(|better| {
                let part = better.phrase.contains(&candidate.phrase);
                let whole = candidate.phrase.contains(&better.phrase);
                let (own, its) = (candidate.spread(), better.spread());
                part && own < ALONE * its
                    || whole && (!candidate.form.is_marked() || 2.0 * own < its)
            });
            if !told {
                best.push(candidate);
            }
        }
        best
    }

    /// Share of the phrases that stand beside the subject.
    fn usual(&self) -> f64 {
        let about: usize = self.uses.iter().map(|uses| uses.about).sum();
        let counts = self.uses.iter().zip(&self.counts);
        about as f64 / counts.map(|(_, count)| *count).sum::<usize>().max(1) as f64
    }

    /// The candidate that a phrase makes among so many words and with the usual share beside the subject;
    /// none where it is not free.
    fn candidate(
        &self,
        phrase: &Phrase,
        uses: &Uses,
        count: usize,
        (all, usual): (usize, f64),
    ) -> Option<Candidate> {
        let quoted = uses.quoted as f64 / count as f64;
        let form = match phrase.form {
            Some(form) if quoted < QUOTED => form,
            _ => Form::Quoted,
        };
        let freedom = entropy(&uses.left).min(entropy(&uses.right));
        if form != Form::Quoted && freedom < FREE {
            return None;
        }
        let (association, parts) = self.association(phrase, count, all)?;
        let burst = self.burst(&uses.years);
        let urged = uses.urged as f64 / count as f64;
        let sign = if matches!(form, Form::Plus | Form::Parallel) { 1.0 } else { 0.0 };
        let evidence = 0.2 + 2.0 * quoted + burst.min(1.0) + sign;
        let setting = match form {
            form if form.is_marked() => f64::max(PLAIN + urged, 1.0),
            Form::Urged => FORMLESS * (PLAIN + urged),
            _ => PLAIN + urged,
        };
        let bond = association.clamp(NONE, ENOUGH) - NONE;
        let regions = uses.regions.len();
        let about = (usual > 0.0).then(|| uses.about as f64 / count as f64 / usual);
        let spread = match about {
            Some(_) => (regions as f64).powf(OF_SUBJECT),
            None => regions as f64,
        };
        let score = spread * bond * evidence * setting * topical(about);
        Some(Candidate {
            phrase: phrase.text.clone(),
            form,
            count,
            reports: uses.reports,
            regions,
            quoted,
            urged,
            about,
            association,
            freedom,
            burst,
            first: uses.years.first_key_value().map(|(year, _)| *year),
            last: uses.years.last_key_value().map(|(year, _)| *year),
            score,
            parts,
            example: uses.example.clone(),
        })
    }

    /// ln(f·N / (f₁·f₂)) at the seam where it is least, N being all words, with the parts there.
    fn association(
        &self,
        phrase: &Phrase,
        count: usize,
        all: usize,
    ) -> Option<(f64, (String, String))> {
        let times = |part: &str| {
            let number = self.census.numbers.get(part);
            let counted = number.and_then(|number| self.counts.get(*number));
            let of_word = self.census.words.get(part);
            of_word.or(counted).copied().unwrap_or(count).max(count) as f64
        };
        let seam = |(left, right): &(String, String)| {
            let chance = times(left) * times(right) / all.max(1) as f64;
            ((count as f64 / chance).ln(), (left.clone(), right.clone()))
        };
        phrase.seams.iter().map(seam).min_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// Kullback–Leibler divergence of a phrase's years from those of all reports.
    fn burst(&self, years: &BTreeMap<i32, usize>) -> f64 {
        let (own, all) = (years.values().sum::<usize>(), self.years.values().sum::<usize>());
        let term = |(year, count): (&i32, &usize)| {
            let share = *count as f64 / own as f64;
            let usual = self.years.get(year).copied().unwrap_or(all) as f64 / all as f64;
            share * (share / usual).ln()
        };
        years.iter().map(term).sum::<f64>().max(0.0)
    }
}

impl Candidate {
    /// In how many reports it occurs, weighed by how much it is about the subject.
    fn spread(&self) -> f64 {
        self.reports as f64 * topical(self.about)
    }
}

/// What it is worth that a phrase stands so many times as often as others beside the subject.
fn topical(about: Option<f64>) -> f64 {
    about.map_or(1.0, |about| ANYWAY + about.sqrt())
}

/// Entropy of what stands beside a phrase; each end of a clause is a thing of its own.
fn entropy(beside: &HashMap<Option<char>, usize>) -> f64 {
    let all = beside.values().sum::<usize>() as f64;
    let mut counts: Vec<(bool, usize)> = beside.iter().map(|(c, n)| (c.is_some(), *n)).collect();
    counts.sort_unstable();
    let term = |(letter, count): (bool, usize)| {
        let share = count as f64 / all;
        share * if letter { -share.ln() } else { all.ln() }
    };
    counts.into_iter().map(term).sum()
}
