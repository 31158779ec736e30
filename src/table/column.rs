//! Yields [`Field`]: a column's name, kind and meaning; and, inside, how its cells are read off a row.

use super::Cell;
use super::row::Row;

/// What the cells of a column hold. Any cell may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words; where they would run as a formula, CSV puts an apostrophe before them.
    Text,
    /// A count, a year or a position.
    Integer,
    /// An exact decimal, written without exponent or separators.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl Kind {
    /// As the codebook writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Boolean => "boolean",
        }
    }
}

/// A column's name and meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in the header and in JSON.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What it says, in one line.
    pub about: &'static str,
}

/// A column over items of type `T`.
pub(super) struct Column<T> {
    pub(super) field: Field,
    pub(super) cell: CellOf<T>,
}

pub(super) type CellOf<T> = for<'a> fn(&Row<'a, T>) -> Cell<'a>;

pub(super) const fn field(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, about }
}

macro_rules! constructors {
    ($($name:ident $kind:ident),*) => {$(
        pub(super) const fn $name<T>(
            name: &'static str,
            about: &'static str,
            cell: CellOf<T>,
        ) -> Column<T> {
            Column { field: field(name, Kind::$kind, about), cell }
        }
    )*};
}

constructors!(text Text, integer Integer, number Number, boolean Boolean);
