//! 指标: indicators, slogans and masked figures of Chinese government work reports, as tables.
//!
//! An [`Analyzer`] holds the rules and is built once; it is `Send + Sync`. It reads a [`Report`] and
//! yields an [`Analysis`]: one list per table.
//!
//! ```
//! use zhibiao::Analyzer;
//! use zhibiao::mention::Status;
//! use zhibiao::observation::{Aspect, Modality};
//!
//! let analyzer = Analyzer::new()?;
//! let text = "全县幼儿园41所,其中民办园12所,毛入园率达xx.x%。今年力争地区生产总值增长6%左右。";
//! let report = analyzer.report("demo", text);
//! let analysis = analyzer.analyze(&report);
//!
//! let [kindergartens, private, ratio, growth] = &analysis.observations[..] else {
//!     panic!("four quantities");
//! };
//! assert_eq!(&*kindergartens.indicator.as_ref().unwrap().id, "preschool.schools");
//! assert_eq!(kindergartens.value.unwrap().to_string(), "41");
//! // A part of the 41.
//! assert_eq!(private.parent, Some(0));
//! assert_eq!(private.qualifiers, ["民办"]);
//! // Masked: an observation all the same, without a value.
//! assert_eq!((ratio.value, ratio.quantity.status), (None, Status::Masked));
//! assert_eq!(&*analysis.placeholders[0].class, "percent");
//! // A rate of growth, and a target.
//! assert_eq!((growth.aspect, growth.modality), (Aspect::Growth, Modality::Target));
//! // Every span can be shown as it is written.
//! assert_eq!(report.text.raw(growth.quantity.span), "6%左右");
//! # Ok::<(), zhibiao::dictionary::DictionaryError>(())
//! ```
//!
//! # Map
//!
//! The stages, in the order in which each builds on those before:
//!
//! | module | yields |
//! |---|---|
//! | [`span`], [`text`] | positions; a text beside the folded form that rules see, one character for one |
//! | [`numeral`], [`mod@unit`], [`region`] | exact numbers; units in one spelling; codes of regions |
//! | [`dictionary`] | every rule, checked and compiled |
//! | [`source`] | bytes to [`Report`]: decoded, as text with blocks, noise marked |
//! | [`outline`] | headings with roles, sentences |
//! | [`token`] | numbers, masks, dictionary words, clauses of a sentence |
//! | [`mention`] | quantities, placeholders, periods, slogans |
//! | [`document`] | what a report says of itself: region, organ, years |
//! | [`observation`] | what each quantity means |
//! | [`audit`] | what the checks say |
//! | [`analysis`], [`analyzer`] | the result of one report; all stages composed |
//! | [`across`] | what the checks across reports say |
//!
//! Around them: [`corpus`] analyses many reports side by side and in order, [`panel`] compares them
//! region by region and year by year, [`terms`] counts their words, [`table`] writes rows
//! and files, [`workbook`], [`stata`] and
//! [`sdmx`] write a panel, [`explain`] shows how a text was read, [`evaluate`] scores a run against
//! annotations, [`sample`] draws rows to check by hand and [`correction`] lays over a run what was set
//! right, [`examples`] runs the rules' examples, [`suggest`] tells what the rules lack, [`codebook`]
//! describes the tables.
//!
//! Analysis never fails: what is odd in a report is a status or a finding. Errors come from files
//! ([`source::ReadError`]), rules ([`dictionary::DictionaryError`]) and output only.

pub mod across;
pub mod analysis;
pub mod analyzer;
pub mod audit;
pub mod codebook;
pub mod corpus;
pub mod correction;
pub mod dictionary;
pub mod document;
pub mod evaluate;
pub mod examples;
pub mod explain;
pub mod mention;
pub mod numeral;
pub mod observation;
pub mod outline;
pub mod panel;
pub mod region;
pub mod sample;
pub mod sdmx;
pub mod source;
pub mod span;
pub mod stata;
pub mod suggest;
pub mod table;
pub mod terms;
pub mod text;
pub mod token;
pub mod unit;
pub mod workbook;

pub use analysis::Analysis;
pub use analyzer::Analyzer;
pub use source::Report;
