//! 指标: indicators, slogans and masked figures of Chinese government work reports, as tables.
//!
//! An [`Analyzer`] holds the rules and is built once; it reads a [`Report`] and yields an
//! [`Analysis`]. [`corpus`] does so for many files side by side, [`table`] writes what came of them.
//!
//! ```
//! use zhibiao::Analyzer;
//!
//! let analyzer = Analyzer::new()?;
//! let report = analyzer.report("demo", "全县幼儿园41所,其中民办园12所,毛入园率达xx.x%。");
//! let analysis = analyzer.analyze(&report);
//! let values: Vec<Option<String>> =
//!     analysis.observations.iter().map(|o| o.value.map(|v| v.to_string())).collect();
//! // The third number is masked: it has a row, and no value.
//! assert_eq!(values, [Some("41".into()), Some("12".into()), None]);
//! assert_eq!(&*analysis.placeholders[0].class, "percent");
//! # Ok::<(), zhibiao::dictionary::DictionaryError>(())
//! ```
//!
//! The stages, in the order in which each builds on the one before: [`source`], [`outline`],
//! [`token`], [`mention`], [`observation`], [`audit`]. Rules are data, see [`dictionary`].

pub mod analysis;
pub mod analyzer;
pub mod audit;
pub mod codebook;
pub mod corpus;
pub mod dictionary;
pub mod document;
pub mod evaluate;
pub mod examples;
pub mod explain;
pub mod mention;
pub mod numeral;
pub mod observation;
pub mod outline;
pub mod region;
pub mod source;
pub mod span;
pub mod suggest;
pub mod table;
pub mod text;
pub mod token;
pub mod unit;

pub use analysis::Analysis;
pub use analyzer::Analyzer;
pub use source::Report;
