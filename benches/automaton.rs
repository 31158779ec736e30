//! Yields how the automaton behind the lexicon compares with the other choice: the words of the
//! real dictionary in daachorse and in aho-corasick, over the same text.
#![allow(clippy::print_stdout)]

mod corpus;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use corpus::{INPUTS, measure};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use divan::Bencher;
use zhibiao::dictionary::Files;
use zhibiao::text::fold;

/// Every word that the lexicon holds: names, cues, slogans and the literals of frames.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let files = Files::embedded();
    let mut words = Vec::new();
    for (_, file) in files.parse().expect("the built-in dictionaries") {
        let literals = |frame: String| {
            let parts = frame.split(['(', '|', ')', '?', '#', '…']).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        for indicator in file.indicator {
            words.extend(indicator.names);
            words.extend(indicator.frames.into_iter().flat_map(literals));
        }
        words.extend(file.stage.into_iter().flat_map(|rule| rule.names));
        words.extend(file.measure.into_iter().flat_map(|rule| rule.names));
        words.extend(file.joint.into_iter().flat_map(|rule| rule.names));
        words.extend(file.cue.into_iter().flat_map(|rule| rule.words));
        words.extend(file.idiom.into_iter().flat_map(|rule| rule.words));
        for rule in file.qualifier {
            words.extend(rule.variants.into_iter().chain([rule.name]));
        }
        for rule in file.slogan {
            words.extend(rule.variants.into_iter().chain([rule.canonical]));
        }
    }
    let unique: BTreeSet<_> = words.iter().map(|word| fold(word).into_owned()).collect();
    unique.into_iter().collect()
});

/// An automaton over [`WORDS`] that finds all of them, or the leftmost-longest ones.
trait Automaton {
    fn build(leftmost: bool) -> Self;
    fn heap_bytes(&self) -> usize;
    /// Bytes of all matches together, so that none goes unseen.
    fn overlapping(&self, text: &str) -> usize;
    fn leftmost_longest(&self, text: &str) -> usize;
}

struct Daachorse(CharwiseDoubleArrayAhoCorasick<u32>);

impl Automaton for Daachorse {
    fn build(leftmost: bool) -> Self {
        use daachorse::MatchKind::{LeftmostLongest, Standard};
        let kind = if leftmost { LeftmostLongest } else { Standard };
        let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(kind);
        Daachorse(builder.build(WORDS.iter()).expect("an automaton"))
    }

    fn heap_bytes(&self) -> usize {
        self.0.heap_bytes()
    }

    fn overlapping(&self, text: &str) -> usize {
        self.0.find_overlapping_iter(text).map(|m| m.end() - m.start()).sum()
    }

    fn leftmost_longest(&self, text: &str) -> usize {
        self.0.leftmost_find_iter(text).map(|m| m.end() - m.start()).sum()
    }
}

/// aho-corasick as a DFA, or as the contiguous NFA that it chooses by itself for so many words.
struct AhoCorasickAs<const DFA: bool>(AhoCorasick);

type AhoCorasickNfa = AhoCorasickAs<false>;
type AhoCorasickDfa = AhoCorasickAs<true>;

impl<const DFA: bool> Automaton for AhoCorasickAs<DFA> {
    fn build(leftmost: bool) -> Self {
        let kind = if leftmost { MatchKind::LeftmostLongest } else { MatchKind::Standard };
        let mut builder = AhoCorasick::builder();
        builder.match_kind(kind).kind(DFA.then_some(AhoCorasickKind::DFA));
        AhoCorasickAs(builder.build(WORDS.iter()).expect("an automaton"))
    }

    fn heap_bytes(&self) -> usize {
        self.0.memory_usage()
    }

    fn overlapping(&self, text: &str) -> usize {
        self.0.find_overlapping_iter(text).map(|m| m.end() - m.start()).sum()
    }

    fn leftmost_longest(&self, text: &str) -> usize {
        self.0.find_iter(text).map(|m| m.end() - m.start()).sum()
    }
}

#[divan::bench(types = [Daachorse, AhoCorasickNfa, AhoCorasickDfa])]
fn build<A: Automaton>() -> A {
    A::build(false)
}

#[divan::bench(types = [Daachorse, AhoCorasickNfa, AhoCorasickDfa])]
fn overlapping<A: Automaton>(bencher: Bencher<'_, '_>) {
    let automaton = A::build(false);
    measure(bencher, &INPUTS, |input| automaton.overlapping(input.report.text.folded()));
}

#[divan::bench(types = [Daachorse, AhoCorasickNfa, AhoCorasickDfa])]
fn leftmost_longest<A: Automaton>(bencher: Bencher<'_, '_>) {
    let automaton = A::build(true);
    measure(bencher, &INPUTS, |input| automaton.leftmost_longest(input.report.text.folded()));
}

/// What the automata find, which must be the same, and the memory that they take.
fn describe<A: Automaton>(name: &str) {
    let (all, longest) = (A::build(false), A::build(true));
    let found = |find: &dyn Fn(&str) -> usize| -> usize {
        INPUTS.iter().map(|input| find(input.report.text.folded())).sum()
    };
    println!(
        "{name}: {} words, {} kB; bytes matched: {} overlapping, {} leftmost-longest",
        WORDS.len(),
        all.heap_bytes() / 1000,
        found(&|text| all.overlapping(text)),
        found(&|text| longest.leftmost_longest(text)),
    );
}

fn main() {
    describe::<Daachorse>("daachorse");
    describe::<AhoCorasickNfa>("aho-corasick, NFA");
    describe::<AhoCorasickDfa>("aho-corasick, DFA");
    divan::Divan::default().sample_count(50).config_with_args().main();
}
