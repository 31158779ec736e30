//! Yields the codebook's part on tables: what each column says, in Markdown.

use std::fmt::Write;

use super::Table;

/// One section per table, one line per column.
pub fn tables() -> String {
    let mut page = String::from("## Tables\n");
    for table in Table::ALL {
        // Writing to a string cannot fail.
        let _ = write!(page, "\n### {}\n\n{}\n\n", table.name(), table.about());
        page.push_str("| column | type | meaning |\n|---|---|---|\n");
        for field in table.fields() {
            let (name, kind) = (field.name, field.kind.as_str());
            let _ = writeln!(page, "| `{name}` | {kind} | {} |", field.about.replace('|', "\\|"));
        }
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
