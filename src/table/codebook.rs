//! Yields the codebook's part on tables: what each column says, in Markdown.

use std::fmt::Write;

use super::{Field, Table};

/// One section per table.
pub fn tables() -> String {
    let sections = Table::ALL.map(|table| section(table.name(), table.about(), &table.fields()));
    format!("## Tables\n{}", sections.concat())
}

/// A table's section, one line per column.
pub fn section(name: &str, about: &str, fields: &[Field]) -> String {
    let mut page =
        format!("\n### {name}\n\n{about}\n\n| column | type | meaning |\n|---|---|---|\n");
    for field in fields {
        let (name, kind) = (field.name, field.kind.as_str());
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| `{name}` | {kind} | {} |", field.about.replace('|', "\\|"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_column_is_described_once() {
        for table in Table::ALL {
            let fields = table.fields();
            let names: HashSet<_> = fields.iter().map(|field| field.name).collect();
            assert_eq!(names.len(), fields.len(), "a name twice in {}", table.name());
            assert!(fields.iter().all(|field| !field.about.is_empty()));
            assert_eq!(Table::of_name(table.name()), Some(table));
        }
        assert!(
            tables().contains("### indicators") && tables().contains("| `value_max` | number |")
        );
    }
}
