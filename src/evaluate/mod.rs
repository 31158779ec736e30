//! Yields [`Scores`]: how well a run agrees with annotations made by hand; and [`Agreement`], how
//! well two sets of annotations agree with each other.
//!
//! Rows are matched to annotations by the report's file stem and by their place in the text, one to
//! one, greatest overlap first. Incidental quantities (`core: false`) neither help nor hurt. A masked
//! quantity's value is right where there is none.

mod agreement;
mod annotation;
mod compare;
mod pairs;
mod resample;
mod score;
mod tally;

pub use agreement::{Agreement, FieldAgreement, agreement, alpha, kappa};
pub use annotation::{
    Annotation, AnnotationError, Annotations, Choices, Mark, Mention, Meta, Section, Sum,
};
pub use score::{Confusion, Evaluation, Fault, Score, Scores, Worst};
pub use tally::ROWS;
