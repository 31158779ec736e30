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

/// The words that the lexicon holds: names, cues, slogans and the literals of frames, those with
/// alternatives inside them in pieces.
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

#[derive(Clone, Copy, Debug)]
enum Engine {
    Daachorse,
    /// The contiguous NFA, which aho-corasick chooses by itself for so many words.
    AhoCorasickNfa,
    AhoCorasickDfa,
}

const ENGINES: [Engine; 3] = [Engine::Daachorse, Engine::AhoCorasickNfa, Engine::AhoCorasickDfa];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Search {
    /// All matches: what the lexicon asks for.
    Overlapping,
    LeftmostLongest,
}

enum Automaton {
    Daachorse(CharwiseDoubleArrayAhoCorasick<u32>),
    AhoCorasick(AhoCorasick),
}

impl Engine {
    fn build(self, search: Search) -> Automaton {
        let longest = search == Search::LeftmostLongest;
        let aho_corasick = |kind| {
            let matches = if longest { MatchKind::LeftmostLongest } else { MatchKind::Standard };
            AhoCorasick::builder().match_kind(matches).kind(Some(kind)).build(WORDS.iter())
        };
        match self {
            Engine::Daachorse => {
                use daachorse::MatchKind::{LeftmostLongest, Standard};
                let matches = if longest { LeftmostLongest } else { Standard };
                let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(matches);
                Automaton::Daachorse(builder.build(WORDS.iter()).expect("words"))
            }
            Engine::AhoCorasickNfa => {
                Automaton::AhoCorasick(aho_corasick(AhoCorasickKind::ContiguousNFA).expect("words"))
            }
            Engine::AhoCorasickDfa => {
                Automaton::AhoCorasick(aho_corasick(AhoCorasickKind::DFA).expect("words"))
            }
        }
    }
}

impl Automaton {
    fn memory(&self) -> usize {
        match self {
            Automaton::Daachorse(words) => words.heap_bytes(),
            Automaton::AhoCorasick(words) => words.memory_usage(),
        }
    }

    /// Bytes of all matches together, so that no match goes unseen.
    fn matched(&self, search: Search, text: &str) -> usize {
        match (self, search) {
            (Automaton::Daachorse(words), Search::Overlapping) => {
                words.find_overlapping_iter(text).map(|m| m.end() - m.start()).sum()
            }
            (Automaton::Daachorse(words), Search::LeftmostLongest) => {
                words.leftmost_find_iter(text).map(|m| m.end() - m.start()).sum()
            }
            (Automaton::AhoCorasick(words), Search::Overlapping) => {
                words.find_overlapping_iter(text).map(|m| m.len()).sum()
            }
            (Automaton::AhoCorasick(words), Search::LeftmostLongest) => {
                words.find_iter(text).map(|m| m.len()).sum()
            }
        }
    }
}

#[divan::bench(args = ENGINES)]
fn build(engine: Engine) -> Automaton {
    engine.build(Search::Overlapping)
}

#[divan::bench(args = ENGINES)]
fn overlapping(bencher: Bencher<'_, '_>, engine: Engine) {
    search(bencher, engine, Search::Overlapping);
}

#[divan::bench(args = ENGINES)]
fn leftmost_longest(bencher: Bencher<'_, '_>, engine: Engine) {
    search(bencher, engine, Search::LeftmostLongest);
}

fn search(bencher: Bencher<'_, '_>, engine: Engine, search: Search) {
    let automaton = engine.build(search);
    measure(bencher, &INPUTS, |input| automaton.matched(search, input.report.text.folded()));
}

fn main() {
    // What no timing shows: the memory, and that all engines find the same.
    for engine in ENGINES {
        let found = [Search::Overlapping, Search::LeftmostLongest].map(|search| {
            let automaton = engine.build(search);
            INPUTS.iter().map(|i| automaton.matched(search, i.report.text.folded())).sum::<usize>()
        });
        let memory = engine.build(Search::Overlapping).memory() / 1000;
        println!("{engine:?}: {} words, {memory} kB, bytes matched {found:?}", WORDS.len());
    }
    divan::Divan::default().sample_count(50).config_with_args().main();
}
