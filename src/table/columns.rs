//! Yields the columns: per table their order, names, meanings, and how each is read off a row.

use super::column::{Column, Field, Kind, boolean, field, integer, number, text};
use super::row::joined;
use super::{Counts, Table};
use crate::audit::Located;
use crate::corpus::Entry;
use crate::mention::{Placeholder, Slogan};
use crate::observation::Observation;
use crate::outline::Section;
use crate::source::Noise;

/// The columns that every table begins with.
pub(super) static KEY: [Field; 3] = [
    field("source", Kind::Text, "path of the file as given or found"),
    field("report", Kind::Text, "key of the report: the path, with #n where a file holds several"),
    field("id", Kind::Text, "name of the row, which parent and rests_on refer to"),
];

pub(super) static DOCUMENTS: &[Column<Entry>] = &[
    text("format", "what the file is, by its content", |row| {
        row.read(|read| read.report.format.as_str())
    }),
    text("encoding", "character encoding that was found or asked for", |row| {
        row.read(|read| read.report.encoding)
    }),
    text("title", "title as written", |row| row.analysis.document.title.as_ref().into()),
    text("organ", "who reports, as written: 教育局, 人民政府", |row| {
        row.analysis.document.organ.as_ref().into()
    }),
    text("region", "place reported on, as written", |row| {
        row.analysis.document.region.as_ref().into()
    }),
    text("region_level", "national, province, prefecture, county or township", |row| {
        row.analysis.document.region_level.map(|level| level.as_str()).into()
    }),
    text(
        "region_code",
        "six-digit code of the place in the year reported on, 000000 for the country; empty without \
         evidence which it is",
        |row| row.analysis.document.region_code.as_ref().into(),
    ),
    text("province", "province that the place is or lies in", |row| {
        row.analysis.document.province.into()
    }),
    text("prefecture", "prefecture that the place is or lies in", |row| {
        row.analysis.document.prefecture.into()
    }),
    boolean("masked_region", "whether the place's name is masked", |row| {
        row.read(|read| read.analysis.document.masked_region)
    }),
    integer("year", "year reported on", |row| row.analysis.document.year.into()),
    integer("plan_year", "year planned for", |row| row.analysis.document.plan_year.into()),
    text("period", "several years reported on, as written: 十四五, 近五年", |row| {
        row.analysis.document.period.as_ref().into()
    }),
    text("doc_type", "kind of report: 总结, 总结+计划, 公报", |row| {
        row.analysis.document.doc_type.as_ref().into()
    }),
    text("publish_date", "date of publication, as precise as stated", |row| {
        row.analysis.document.publish_date.as_ref().into()
    }),
    text("source_url", "address the report was taken from", |row| {
        row.analysis.document.source_url.as_ref().into()
    }),
    text(
        "region_source",
        "what the place is taken from: metadata, title, signature, text, folder or file",
        |row| row.analysis.document.region_source.into(),
    ),
    text(
        "region_conflict",
        "where another place is named, and which: folder: 临岚市; empty where all agree",
        |row| row.analysis.document.region_conflict.as_ref().into(),
    ),
    text("year_source", "how the year is known: stated, inferred or metadata", |row| {
        row.analysis.document.year_source.into()
    }),
    integer("replaced_bytes", "bytes that stand for no character and were replaced", |row| {
        row.read(|read| read.report.replaced_bytes)
    }),
    integer("chars", "length of the text in characters", |row| {
        row.read(|read| read.report.text.chars())
    }),
    integer("quantities", "numbers found, masked ones included", |row| {
        row.read(|read| Counts::of(&read.analysis).quantities)
    }),
    integer("masked", "of these, those whose digits are masked", |row| {
        row.read(|read| Counts::of(&read.analysis).masked)
    }),
    number("completeness", "share of the quantities that are not masked, from 0 to 1", |row| {
        row.analysis.document.completeness.into()
    }),
    text("truncated", "why the text is thought to be cut short; empty where it is not", |row| {
        row.analysis.document.truncated.as_ref().into()
    }),
    text("duplicate_of", "report that this one repeats", |row| {
        row.read(|read| read.duplicate_of.as_deref())
    }),
    text("error", "why there is nothing more: empty, missing, unreadable, binary …", |row| {
        row.item.result.as_ref().err().map(|failure| failure.code).into()
    }),
];

pub(super) static SECTIONS: &[Column<Section>] = &[
    integer("section", "number of the heading in its report, from 1", |row| (row.index + 1).into()),
    integer("level", "1 for 一、, 2 for （一）, 3 for 1., 4 for (1)", |row| {
        usize::from(row.item.level).into()
    }),
    text("title", "heading as written, with its mark", |row| row.raw(row.item.span)),
    text("role", "profile, achievement, problem, plan or other", |row| {
        row.item.role.as_str().into()
    }),
    integer("start", "first character of the heading, from 0", |row| row.start(row.item.span)),
    integer("end", "one past its last character", |row| row.end(row.item.span)),
];

pub(super) static NOISE: &[Column<Noise>] = &[
    text("class", "nav, byline, truncation, disclaimer, link, stray …", |row| {
        (&row.item.class).into()
    }),
    text("raw", "the text set aside, as written", |row| row.raw(row.item.span)),
    integer("start", "first character, from 0", |row| row.start(row.item.span)),
    integer("end", "one past the last character", |row| row.end(row.item.span)),
];

pub(super) static INDICATORS: &[Column<Observation>] = &[
    text("region", "place reported on, as written", |row| {
        row.analysis.document.region.as_ref().into()
    }),
    text("region_code", "six-digit code of the place", |row| {
        row.analysis.document.region_code.as_ref().into()
    }),
    integer("year", "year reported on", |row| row.analysis.document.year.into()),
    integer("section", "number of the heading it stands under; empty before the first", |row| {
        row.section(row.item.section)
    }),
    text("role", "role of that section; preamble before the first", |row| {
        row.item.role.as_str().into()
    }),
    text("indicator", "id of what is measured; empty where none is known", |row| {
        row.item.indicator.as_ref().map(|indicator| &indicator.id).into()
    }),
    text("indicator_name", "its name", |row| {
        row.item.indicator.as_ref().map(|indicator| &indicator.name).into()
    }),
    text("label", "what is counted, in the report's words", |row| (&row.item.label).into()),
    text(
        "qualifiers",
        "words that narrow it, or tell it from the usual figure (年均, 累计, 完成率, 相差), joined by ;",
        |row| joined(&row.item.qualifiers),
    ),
    text("scope", "whom it speaks of: region, org, event or other", |row| {
        row.item.scope.as_str().into()
    }),
    text("aspect", "level, change, growth, share or rank", |row| row.item.aspect.as_str().into()),
    text("modality", "actual, or target for what is planned or required", |row| {
        row.item.modality.as_str().into()
    }),
    text("period", "year or years it speaks of", |row| row.item.period.as_ref().into()),
    number("value", "exact value, 万 and 亿 multiplied out; empty where masked", |row| {
        row.item.value.into()
    }),
    number("value_max", "upper value of a range", |row| row.item.value_max.into()),
    text("unit", "unit in one spelling, never converted", |row| {
        row.item.quantity.unit.as_ref().map(|unit| &unit.symbol).into()
    }),
    text("bound", "exact, about, over, under or range", |row| {
        row.item.quantity.bound.as_str().into()
    }),
    text("tone", "words of degree and resolve as written, joined by ;", |row| {
        joined(&row.item.tone)
    }),
    text("tone_strength", "hard, soft or mixed: what those words come to by tone.toml", |row| {
        row.item.tone_strength.map(|strength| strength.as_str()).into()
    }),
    text("mask", "masked digits as written", |row| {
        row.item.quantity.mask.map(|mask| row.raw(mask)).into()
    }),
    text("raw", "number and unit as written", |row| row.raw(row.item.quantity.span)),
    text("status", "ok, masked, missing or suspect", |row| {
        row.item.quantity.status.as_str().into()
    }),
    text("parent", "id of the total that it is a part of", |row| {
        row.item.parent.map(|index| row.observation_id(index)).into()
    }),
    text("rule", "dictionary rule that gave it its meaning", |row| (&row.item.rule).into()),
    text("sentence", "sentence around it, as written", |row| {
        row.around(row.item.quantity.span, row.item.sentence)
    }),
    integer("line", "line of the text, from 1", |row| row.line(row.item.quantity.span)),
    integer("start", "first character, from 0", |row| row.start(row.item.quantity.span)),
    integer("end", "one past the last character", |row| row.end(row.item.quantity.span)),
    text("corrected", "what was set right by hand: who, which column, why; joined by ;", |row| {
        joined(&row.item.corrected)
    }),
];

pub(super) static PLACEHOLDERS: &[Column<Placeholder>] = &[
    text(
        "class",
        "what is hidden: year, date, count, money, percent, place, org, person …",
        |row| (&row.item.class).into(),
    ),
    text("raw", "the signs as written", |row| row.raw(row.item.span)),
    text("mask", "the same; empty where a number was deleted without a sign", |row| {
        row.raw(row.item.span)
    }),
    text("status", "masked, or missing where a number was deleted without a sign", |row| {
        if row.item.span.is_empty() { "missing" } else { "masked" }.into()
    }),
    text("context", "clause around it, as written", |row| {
        row.around(row.item.span, row.item.context)
    }),
    integer("section", "number of the heading it stands under", |row| {
        row.section(row.item.section)
    }),
    integer("line", "line of the text, from 1", |row| row.line(row.item.span)),
    integer("start", "first character, from 0", |row| row.start(row.item.span)),
    integer("end", "one past the last character", |row| row.end(row.item.span)),
];

pub(super) static SLOGANS: &[Column<Slogan>] = &[
    text("canonical", "the slogan in its one canonical form", |row| (&row.item.canonical).into()),
    text("category", "what it is about", |row| (&row.item.category).into()),
    text("kind", "fixed, numeric or scheme", |row| (&row.item.kind).into()),
    text("raw", "as written", |row| row.raw(row.item.span)),
    integer("section", "number of the heading it stands under", |row| {
        row.section(row.item.section)
    }),
    integer("line", "line of the text, from 1", |row| row.line(row.item.span)),
    integer("start", "first character, from 0", |row| row.start(row.item.span)),
    integer("end", "one past the last character", |row| row.end(row.item.span)),
];

pub(super) static AUDIT: &[Column<Located>] = &[
    text("check", "which check", |row| (&*row.item.note.check).into()),
    text("rule", "what it says, by the name of the message", |row| (&row.item.note.id).into()),
    text("outcome", "holds or fails", |row| row.item.outcome().as_str().into()),
    text("severity", "none where it holds; info, warning or error", |row| {
        row.item.note.severity.as_str().into()
    }),
    number("confidence", "how sure the check is, from 0 to 1", |row| {
        row.item.note.confidence.into()
    }),
    text("message", "what was found, in words", |row| (&row.item.message).into()),
    text("expected", "what should stand there", |row| (&row.item.expected).into()),
    text("found", "what stands there", |row| (&row.item.found).into()),
    text("parts", "places of the parts in characters, start-end joined by ;", |row| {
        joined(row.item.parts.iter().map(|place| format!("{}-{}", place.start, place.end)))
    }),
    text("rests_on", "ids of the indicator rows it rests on, joined by ;", |row| {
        joined(row.item.rests_on.iter().map(|(report, place)| Table::Indicators.id(report, *place)))
    }),
    integer("line", "line of the text, from 1", |row| row.item.place.line.into()),
    integer("start", "first character, from 0", |row| row.item.place.start.into()),
    integer("end", "one past the last character", |row| row.item.place.end.into()),
];
