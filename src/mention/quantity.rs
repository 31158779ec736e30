//! Yields [`Quantity`]: a number, or a mask standing for one, with its unit and bound.

use rust_decimal::Decimal;

use crate::span::Span;
use crate::unit::Unit;

/// How a stated number relates to the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// As stated.
    #[default]
    Exact,
    /// 约, 近, 左右.
    About,
    /// 余, 多, 以上, 超, 不低于: at least the stated number.
    Over,
    /// 不到, 以下, 以内, 不超过: at most the stated number.
    Under,
    /// Two numbers that enclose it.
    Range,
}

impl Bound {
    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Bound::Exact => "exact",
            Bound::About => "about",
            Bound::Over => "over",
            Bound::Under => "under",
            Bound::Range => "range",
        }
    }
}

/// Whether a value can be relied on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Read without doubt.
    #[default]
    Ok,
    /// Its digits are masked: there is no value.
    Masked,
    /// It vanished without a sign: there is no value.
    Missing,
    /// Its pieces may be one number or several: there is no value.
    Suspect,
}

impl Status {
    /// Whether a number was there and was taken out.
    pub fn is_hidden(self) -> bool {
        matches!(self, Status::Masked | Status::Missing)
    }

    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Masked => "masked",
            Status::Missing => "missing",
            Status::Suspect => "suspect",
        }
    }
}

/// A number or mask with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// From the first sign of the number to the end of its unit, 近…余, 左右 and 以上 included.
    pub span: Span,
    /// The value in the unit, or the lower one of a range; none where masked or suspect.
    pub value: Option<Decimal>,
    /// The upper value of a range.
    pub value_max: Option<Decimal>,
    /// What it counts; none where no unit is written and none is meant.
    pub unit: Option<Unit>,
    /// How the stated number relates to the true one.
    pub bound: Bound,
    /// The masked digits as written (`xx.x`); empty where a number vanished without a sign.
    pub mask: Option<Span>,
    /// Whether it is a rank (第七名).
    pub rank: bool,
    /// Whether the value can be relied on.
    pub status: Status,
}
