//! Yields `datapackage.json`: the CSV files of a folder with the types of their columns, as the
//! Frictionless standard has it (<https://specs.frictionlessdata.io/tabular-data-package/>).

use serde_json::{Value, json};

use super::{Field, Kind, Table};

/// The name of the file.
pub(super) const DATAPACKAGE: &str = "datapackage.json";

/// The content of `datapackage.json` for these tables as CSV.
pub(super) fn datapackage(tables: &[Table]) -> String {
    let package = json!({
        "profile": "tabular-data-package",
        "name": "zhibiao",
        "title": "指标",
        "version": env!("CARGO_PKG_VERSION"),
        "resources": tables.iter().copied().map(resource).collect::<Vec<_>>(),
    });
    format!("{package:#}\n")
}

fn resource(table: Table) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": table.name(),
        "description": table.about(),
        "path": format!("{}.csv", table.name()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "doubleQuote": true},
        "schema": {
            "fields": table.fields().iter().map(field).collect::<Vec<_>>(),
            "missingValues": [""],
            "primaryKey": "id",
        },
    })
}

fn field(field: &Field) -> Value {
    let kind = match field.kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
    };
    json!({"name": field.name, "type": kind, "description": field.about})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_type() {
        let package: Value = serde_json::from_str(&datapackage(&Table::ALL)).unwrap();
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), Table::ALL.len());
        let indicators =
            resources.iter().find(|resource| resource["name"] == "indicators").unwrap();
        let kind = |name: &str| {
            let fields = indicators["schema"]["fields"].as_array().unwrap();
            fields.iter().find(|field| field["name"] == name).unwrap()["type"].clone()
        };
        assert_eq!(["sentence", "year", "value"].map(kind), ["string", "integer", "number"]);
    }
}
