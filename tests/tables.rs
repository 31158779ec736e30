//! The files of `extract`, read back by the programs they are for.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

mod python;

use python::python;

const REPORT: &str = "清水县教育局2023年工作总结\n一、基本情况\n全县现有幼儿园57所，在园幼儿xx人。投入资金6579万元，\
    地区生产总值下降2.5%，学前教育毛入园率达97.25%。\n";

/// What `extract` writes of one report in that format.
fn extracted(format: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.txt"), REPORT).unwrap();
    let args = ["extract", "a.txt", "-q", "-o", "out", "-f", format];
    let mut zhibiao = Command::new(assert_cmd::cargo::cargo_bin!("zhibiao"));
    zhibiao.current_dir(home.path()).args(args).assert().code(0);
    home
}

fn run(format: &str, modules: &str, script: &str, expected: &str) {
    let home = extracted(format);
    let out: &Path = &home.path().join("out");
    if let Some(told) = python(out, modules, script) {
        assert_eq!(told, expected);
    }
}

#[test]
fn a_data_package_is_valid() {
    let script = "
import frictionless
report = frictionless.validate('datapackage.json')
print(report.valid, report.flatten(['rowNumber', 'fieldName', 'message']))
rows = frictionless.Package('datapackage.json').get_resource('indicators').read_rows()
for row in rows:
    print(row['raw'], repr(row['value']), repr(row['year']), repr(row['mask']))
print(frictionless.Package('datapackage.json').get_resource('documents').read_rows()[0]['masked_region'])
";
    let expected = "\
True []
57所 Decimal('57') 2023 None
xx人 None 2023 'xx'
6579万元 Decimal('65790000') 2023 None
2.5% Decimal('-2.5') 2023 None
97.25% Decimal('97.25') 2023 None
False
";
    run("csv", "frictionless", script, expected);
}

#[test]
fn duckdb_reads_the_types_of_a_data_package() {
    let script = "
import duckdb, json
kinds = {'string': 'VARCHAR', 'integer': 'BIGINT', 'number': 'DOUBLE', 'boolean': 'BOOLEAN'}
for resource in json.load(open('datapackage.json', encoding='utf-8'))['resources']:
    types = {field['name']: kinds[field['type']] for field in resource['schema']['fields']}
    rows = duckdb.read_csv(resource['path'], columns=types, header=True)
    if resource['name'] == 'indicators':
        print(duckdb.sql('select sum(value), count(*), count(value) from rows').fetchall())
";
    run("csv", "duckdb", script, "[(65790151.75, 5, 4)]\n");
}

#[cfg(feature = "parquet")]
#[test]
fn pandas_reads_parquet() {
    let script = "
import pandas
rows = pandas.read_parquet('indicators.parquet')
print(pandas.api.types.is_string_dtype(rows['sentence']), rows['year'].dtype, rows['value'].dtype)
for row in rows[['raw', 'value', 'status']].itertuples(index=False):
    print(*row, sep='|')
print(pandas.read_parquet('documents.parquet')['masked_region'].dtype)
print(len(pandas.read_parquet('noise.parquet')))
";
    let expected = "\
True int64 float64
57所|57.0|ok
xx人|nan|masked
6579万元|65790000.0|ok
2.5%|-2.5|ok
97.25%|97.25|ok
bool
0
";
    run("parquet", "pandas, pyarrow", script, expected);
}

#[cfg(feature = "parquet")]
#[test]
fn duckdb_reads_parquet() {
    let script = "
import duckdb
print(duckdb.sql(\"describe select raw, value, year from 'indicators.parquet'\").fetchall()[1][:2])
print(duckdb.sql(\"select raw, value from 'indicators.parquet' where value > 60\").fetchall())
";
    let expected = "('value', 'DOUBLE')\n[('6579万元', 65790000.0), ('97.25%', 97.25)]\n";
    run("parquet", "duckdb", script, expected);
}
