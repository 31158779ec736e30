//! Yields what a dictionary word means, in words: the rule's kind and name.

use crate::dictionary::schema::CueClass;
use crate::dictionary::{Dictionary, Sense};

/// The kinds of sense, in the order of their rows.
pub(super) const KINDS: [&str; 8] =
    ["slogan", "idiom", "name", "frame", "measure", "stage", "qualifier", "cue"];

/// The kind of a sense: the name of its row.
pub(super) fn kind(sense: &Sense) -> &'static str {
    match sense {
        Sense::Name(_) | Sense::Joint(_) => "name",
        Sense::Stage(_) => "stage",
        Sense::Measure(_) => "measure",
        Sense::Qualifier(_) => "qualifier",
        Sense::Frame(_) => "frame",
        Sense::Slogan(_) => "slogan",
        Sense::Idiom => "idiom",
        Sense::Tone(_) => "tone",
        Sense::Cue(_) => "cue",
    }
}

/// A sense with the rule that gives it.
pub(super) fn sense(sense: &Sense, dictionary: &Dictionary) -> String {
    let indicator = |place: &usize| &*dictionary.indicators[*place].id;
    let rule = match sense {
        Sense::Name(place) => indicator(place).to_owned(),
        Sense::Joint(place) => {
            let joint = dictionary.joints[*place].iter();
            joint.map(indicator).collect::<Vec<_>>().join(" + ")
        }
        Sense::Stage(place) => dictionary.stages[*place].id.clone(),
        Sense::Measure(place) => dictionary.measures[*place].id.clone(),
        Sense::Qualifier(place) => dictionary.qualifiers[*place].name.clone(),
        Sense::Frame(place) => indicator(&dictionary.frames[*place].indicator).to_owned(),
        Sense::Slogan(place) => dictionary.slogans[*place].canonical.to_string(),
        Sense::Idiom => "no quantity".into(),
        Sense::Tone(strength) => strength.as_str().into(),
        Sense::Cue(class) => cue(*class),
    };
    format!("{} {rule}", kind(sense))
}

/// A cue's class as the dictionaries write it.
fn cue(class: CueClass) -> String {
    format!("{class:?}").to_lowercase()
}
