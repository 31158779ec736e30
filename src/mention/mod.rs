//! Yields mentions: what stands in the text, before anything is said of its meaning.

mod period;
mod placeholder;
mod quantity;
mod reader;
mod slogan;

pub use period::{Period, PeriodKind, periods};
pub use placeholder::{Placeholder, placeholders};
pub use quantity::{Bound, Quantity, Status};
pub use reader::quantities;
pub use slogan::{Slogan, slogans};
