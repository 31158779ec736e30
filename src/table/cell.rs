//! Yields [`Cell`]: one value of a table, before any file format gives it a form.

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// How many decimals a computed share keeps.
const SHARE_DECIMALS: u32 = 4;
/// How many decimals a statistic keeps.
const STATISTIC_DECIMALS: u32 = 12;

/// One value of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell<'a> {
    /// Nothing stated: an empty CSV cell, `null` in JSON.
    #[default]
    Empty,
    /// Words, as written where they were taken from the report.
    Text(Cow<'a, str>),
    /// A count, a year or a position.
    Integer(i64),
    /// An exact decimal.
    Number(Decimal),
    /// Yes or no.
    Boolean(bool),
}

impl Cell<'_> {
    /// The same, borrowing from nothing.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Empty => Cell::Empty,
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Integer(integer) => Cell::Integer(integer),
            Cell::Number(number) => Cell::Number(number),
            Cell::Boolean(yes) => Cell::Boolean(yes),
        }
    }

    /// A statistic, to twelve decimals; nothing for what is no number.
    pub fn statistic(value: f64) -> Self {
        let exact = Decimal::from_f64_retain(value).map(|d| d.round_dp(STATISTIC_DECIMALS));
        exact.map_or(Cell::Empty, Cell::Number)
    }

    /// The value in words and digits, without any quoting: never an exponent, never `-0`.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Integer(integer) => Cow::Owned(integer.to_string()),
            Cell::Number(number) if number.is_zero() => Cow::Borrowed("0"),
            Cell::Number(number) => Cow::Owned(number.normalize().to_string()),
            Cell::Boolean(true) => Cow::Borrowed("true"),
            Cell::Boolean(false) => Cow::Borrowed("false"),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Borrowed(text)) }
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(text)) }
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Cell::from(text.as_str())
    }
}

impl<'a> From<&'a Arc<str>> for Cell<'a> {
    fn from(text: &'a Arc<str>) -> Self {
        Cell::from(&**text)
    }
}

impl From<usize> for Cell<'_> {
    fn from(count: usize) -> Self {
        Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<i32> for Cell<'_> {
    fn from(year: i32) -> Self {
        Cell::Integer(year.into())
    }
}

impl From<Decimal> for Cell<'_> {
    fn from(number: Decimal) -> Self {
        Cell::Number(number)
    }
}

/// A share or a confidence, to four decimals; nothing for what is no number.
impl From<f64> for Cell<'_> {
    fn from(share: f64) -> Self {
        Decimal::from_f64(share).map_or(Cell::Empty, |d| Cell::Number(d.round_dp(SHARE_DECIMALS)))
    }
}

impl From<bool> for Cell<'_> {
    fn from(yes: bool) -> Self {
        Cell::Boolean(yes)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_plainly() {
        let plain = |s: &str| Cell::Number(s.parse().unwrap()).plain().into_owned();
        assert_eq!(plain("65790000"), "65790000");
        assert_eq!(plain("-2.50"), "-2.5");
        assert_eq!(plain("-0.00"), "0");
        assert_eq!(Cell::Number(Decimal::from_scientific("6.579E7").unwrap()).plain(), "65790000");
        assert_eq!(plain("0.0000000000000000000001"), "0.0000000000000000000001");
    }

    #[test]
    fn what_is_not_stated_is_empty() {
        assert_eq!(Cell::from(""), Cell::Empty);
        assert_eq!(Cell::from(None::<i32>), Cell::Empty);
        assert_eq!(Cell::from(f64::NAN), Cell::Empty);
        assert_eq!(Cell::from(2.0 / 3.0).plain(), "0.6667");
    }
}
