//! Yields [`Change`]: the new value of one column of an observation.

use rust_decimal::Decimal;

use crate::dictionary::Dictionary;
use crate::mention::{Bound, Status};
use crate::observation::{Aspect, IndicatorRef, Modality, Observation, Scope};
use crate::unit::Unit;

/// The columns of `indicators.csv` that a correction may set.
pub const COLUMNS: [&str; 12] = [
    "indicator",
    "label",
    "qualifiers",
    "scope",
    "aspect",
    "modality",
    "period",
    "value",
    "value_max",
    "unit",
    "bound",
    "status",
];

/// A column and its new value.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Indicator(Option<IndicatorRef>),
    Label(String),
    Qualifiers(Vec<String>),
    Scope(Scope),
    Aspect(Aspect),
    Modality(Modality),
    Period(Option<String>),
    Value(Option<Decimal>),
    ValueMax(Option<Decimal>),
    Unit(Option<Unit>),
    Bound(Bound),
    Status(Status),
}

impl Change {
    /// Reads a value as the tables write it; the error says what the column may hold.
    pub(super) fn parse(
        column: &str,
        value: &str,
        dictionary: &Dictionary,
    ) -> Result<Self, String> {
        let text = (!value.is_empty()).then_some(value);
        Ok(match column {
            "indicator" => Change::Indicator(text.map(|id| indicator(id, dictionary)).transpose()?),
            "label" => Change::Label(value.to_owned()),
            "qualifiers" => {
                let parts = value.split(';').map(str::trim).filter(|part| !part.is_empty());
                Change::Qualifiers(parts.map(str::to_owned).collect())
            }
            "scope" => Change::Scope(one_of(
                [Scope::Region, Scope::Org, Scope::Event, Scope::Other],
                Scope::as_str,
                value,
            )?),
            "aspect" => Change::Aspect(one_of(
                [Aspect::Level, Aspect::Change, Aspect::Growth, Aspect::Share, Aspect::Rank],
                Aspect::as_str,
                value,
            )?),
            "modality" => Change::Modality(one_of(
                [Modality::Actual, Modality::Target],
                Modality::as_str,
                value,
            )?),
            "period" => Change::Period(text.map(period).transpose()?),
            "value" => Change::Value(text.map(decimal).transpose()?),
            "value_max" => Change::ValueMax(text.map(decimal).transpose()?),
            "unit" => Change::Unit(text.map(|name| unit(name, dictionary)).transpose()?),
            "bound" => Change::Bound(one_of(
                [Bound::Exact, Bound::About, Bound::Over, Bound::Under, Bound::Range],
                Bound::as_str,
                value,
            )?),
            "status" => Change::Status(one_of(
                [Status::Ok, Status::Masked, Status::Suspect],
                Status::as_str,
                value,
            )?),
            _ => {
                let columns = COLUMNS.join(", ");
                return Err(format!("{column} is no column to correct; these are: {columns}"));
            }
        })
    }

    /// Sets the column. What has a value is no longer masked or in doubt, and what is masked or in
    /// doubt has none.
    pub(super) fn apply(self, observation: &mut Observation) {
        match self {
            Change::Indicator(indicator) => observation.indicator = indicator,
            Change::Label(label) => observation.label = label,
            Change::Qualifiers(qualifiers) => observation.qualifiers = qualifiers,
            Change::Scope(scope) => observation.scope = scope,
            Change::Aspect(aspect) => observation.aspect = aspect,
            Change::Modality(modality) => observation.modality = modality,
            Change::Period(period) => observation.period = period,
            Change::Value(value) => {
                observation.value = value;
                observation.quantity.status = value.map_or(Status::Suspect, |_| Status::Ok);
                if value.is_none() {
                    observation.value_max = None;
                }
            }
            Change::ValueMax(value) => observation.value_max = value,
            Change::Unit(unit) => observation.quantity.unit = unit,
            Change::Bound(bound) => observation.quantity.bound = bound,
            Change::Status(status) => {
                observation.quantity.status = status;
                if status != Status::Ok {
                    observation.value = None;
                    observation.value_max = None;
                }
            }
        }
    }
}

fn indicator(id: &str, dictionary: &Dictionary) -> Result<IndicatorRef, String> {
    let place = dictionary.indicators.iter().position(|indicator| &*indicator.id == id);
    let found = place.and_then(|place| Some((place, dictionary.indicators.get(place)?)));
    let (place, indicator) =
        found.ok_or_else(|| format!("{id} is no indicator of the dictionary"))?;
    Ok(IndicatorRef { id: indicator.id.clone(), name: indicator.name.clone(), place })
}

fn unit(name: &str, dictionary: &Dictionary) -> Result<Unit, String> {
    let unit = dictionary.units.named(name);
    unit.cloned().ok_or_else(|| format!("{name} is no unit of the dictionary"))
}

fn decimal(value: &str) -> Result<Decimal, String> {
    value.parse().map_err(|_| format!("{value} is no number; write digits and a point: 1673.5"))
}

fn period(value: &str) -> Result<String, String> {
    let year = |year: &str| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let fits = match value.split_once('-') {
        Some((from, to)) => year(from) && year(to) && from <= to,
        None => year(value),
    };
    if fits {
        Ok(value.to_owned())
    } else {
        Err(format!("{value} is no period; write 2024 or 2021-2025"))
    }
}

fn one_of<T: Copy, const N: usize>(
    all: [T; N],
    name: impl Fn(T) -> &'static str,
    value: &str,
) -> Result<T, String> {
    all.into_iter().find(|one| name(*one) == value).ok_or_else(|| {
        let names = all.map(name).join(", ");
        format!("“{value}” is none of {names}")
    })
}
