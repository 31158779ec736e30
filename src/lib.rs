//! 指标: indicators, slogans and masked figures of Chinese government work reports, as tables.

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
