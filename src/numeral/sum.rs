//! Yields the value of number signs taken one by one: 一万二千, 两百五, 7万5千, 七八十万.

use rust_decimal::Decimal;

use super::power;

/// Most digits in a row: more than a decimal holds are no number.
const LONGEST: usize = 25;

/// What the signs taken so far come to.
#[derive(Default)]
pub(super) struct Sum {
    /// Sum of the sections closed by 万, 亿 or 兆.
    total: Decimal,
    /// The section under way, below 万.
    section: Decimal,
    /// Digits not yet multiplied by a magnitude, with their point.
    pending: String,
    /// Whether these are written in Chinese signs.
    spelled: bool,
    /// Whether any Arabic digits were taken.
    arabic: bool,
    /// Exponent of the last magnitude, for 一万三.
    pub(super) last: u32,
    /// Exponent of the last 万, 亿 or 兆.
    large: u32,
    /// Exponent of the magnitudes that it ends in.
    pub(super) tail: u32,
    /// Whether a 零 came after the last magnitude (一万零三).
    pub(super) zero: bool,
    /// How far the value reaches up where two neighbouring digits name a span (二三十: 10).
    reach: Decimal,
    /// Signs taken.
    pub(super) count: usize,
}

impl Sum {
    /// Whether digits are waiting for a magnitude.
    pub(super) fn is_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    pub(super) fn has_point(&self) -> bool {
        self.pending.contains('.')
    }

    /// Begins the decimals.
    pub(super) fn point(&mut self) {
        self.pending.push('.');
        self.tail = 0;
    }

    /// Takes a Chinese digit, or refuses it.
    pub(super) fn digit(&mut self, digit: char) -> bool {
        if digit == '0' && self.pending.is_empty() && self.count > 0 {
            self.zero = true;
        } else {
            self.pending.push(digit);
        }
        self.spelled = true;
        self.tail = 0;
        self.count += 1;
        self.pending.len() < LONGEST
    }

    /// Takes 廿 or 卅.
    pub(super) fn tens(&mut self, tens: u32) {
        self.section = Decimal::from(tens * 10);
        self.last = 1;
        self.count += 1;
    }

    /// Takes a run of Arabic digits.
    pub(super) fn digits(&mut self, digits: &str) {
        self.pending.push_str(digits);
        self.spelled = false;
        self.arabic = true;
        self.tail = 0;
        self.count += 1;
    }

    /// Closes what is pending with a magnitude; `None` where the sign cannot follow or the number
    /// grows past what a decimal holds.
    pub(super) fn multiply(&mut self, m: u32) -> Option<()> {
        let small = m < 4;
        if small && (self.has_point() && self.spelled || self.last > 0 && self.last <= m) {
            return None;
        }
        let scale = power(m)?;
        // 100万千: a unit's thousand multiplies what digits say; 万千 is a word.
        let stacked = small && self.last >= 4 && !self.is_pending() && !self.zero;
        if stacked && !self.arabic {
            return None;
        }
        let (pending, reach) = match self.neighbours() {
            Some((low, reach)) => (Some(low), reach),
            None if self.pending == "0" => (None, Decimal::ZERO),
            None => (self.pending_value(), Decimal::ZERO),
        };
        if stacked {
            self.total = self.total.checked_mul(scale)?;
        } else if small {
            let part = pending.unwrap_or(Decimal::ONE).checked_mul(scale)?;
            self.section = self.section.checked_add(part)?;
            self.reach = reach.checked_mul(scale)?;
        } else {
            let section = self.section + pending.unwrap_or_default();
            let bare = section.is_zero() && self.total.is_zero();
            let section = if bare { Decimal::ONE } else { section };
            // 亿 after 万 multiplies all before it (三万亿).
            self.total = if self.large < m || section.is_zero() {
                self.total.checked_add(section)?.checked_mul(scale)?
            } else {
                self.total.checked_add(section.checked_mul(scale)?)?
            };
            let reach = if pending.is_some() { reach } else { self.reach };
            self.reach = reach.checked_mul(scale)?;
            self.section = Decimal::ZERO;
            self.large = m;
        }
        self.pending.clear();
        self.last = m;
        self.tail += m;
        self.zero = false;
        self.count += 1;
        Some(())
    }

    /// The digits not yet multiplied.
    fn pending_value(&self) -> Option<Decimal> {
        self.is_pending().then(|| format!("0{}", self.pending).parse().ok())?
    }

    /// 七八, 三五: neighbouring Chinese digits name a span; the lower one, and how far it reaches.
    fn neighbours(&self) -> Option<(Decimal, Decimal)> {
        let &[low, high] = self.pending.as_bytes() else {
            return None;
        };
        let near = self.spelled && low > b'0' && high > low && high - low <= 2;
        near.then(|| (Decimal::from(low - b'0'), Decimal::from(high - low)))
    }

    /// The value, and the second one where a span is named.
    pub(super) fn finish(&self) -> Option<(Decimal, Option<Decimal>)> {
        let base = self.total.checked_add(self.section)?;
        let whole = self.pending.split('.').next().unwrap_or_default();
        let neighbours = self.neighbours().filter(|_| self.last > 0 || self.count == 2);
        // 一万三, 两百五: a last digit stands for the next lower magnitude.
        let single = whole.len() == 1 || neighbours.is_some();
        let shorthand = single && self.spelled && self.last > 1 && !self.zero;
        let place = if shorthand { power(self.last - 1)? } else { Decimal::ONE };
        let (rest, reach) = match neighbours {
            Some((low, reach)) => (low.checked_mul(place)?, reach.checked_mul(place)?),
            None => {
                let digit: Decimal = format!("0{whole}").parse().ok()?;
                let decimals = self.pending_value().unwrap_or_default() - digit;
                let reach = if self.is_pending() { Decimal::ZERO } else { self.reach };
                (digit.checked_mul(place)?.checked_add(decimals)?, reach)
            }
        };
        let value = base.checked_add(rest)?;
        let upto = (!reach.is_zero()).then(|| value + reach);
        Some((value.normalize(), upto.map(|upto| upto.normalize())))
    }
}
