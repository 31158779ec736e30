//! Yields the files to read, in a fixed order, from the paths given on the command line.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use walkdir::{DirEntry, WalkDir};

use super::ReadError;

/// What is read of a folder when nothing else is asked for.
const DEFAULT_INCLUDE: [&str; 5] = ["*.txt", "*.md", "*.markdown", "*.html", "*.htm"];

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as given or as found below a given folder; `-` stands for standard input.
    pub path: PathBuf,
    /// The same with `/` between its parts: what the tables show.
    pub source: String,
}

impl SourceFile {
    fn new(path: PathBuf) -> Self {
        let source = shown(&path);
        SourceFile { path, source }
    }

    /// The file's bytes, or all of standard input for `-`.
    ///
    /// # Errors
    /// [`ReadError::Missing`] or [`ReadError::Unreadable`].
    pub fn bytes(&self) -> Result<Vec<u8>, ReadError> {
        let bytes = if self.source == "-" {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            fs::read(&self.path)
        };
        bytes.map_err(|cause| unreadable(self.source.clone(), cause))
    }
}

/// Which files of a folder are read. A file that is named itself is always read.
#[derive(Clone, Debug)]
pub struct Filter {
    include: GlobSet,
    exclude: GlobSet,
}

impl Filter {
    /// Compiles globs that are matched, whatever the case of the letters, against a file's name
    /// and against its path below the folder. Without any `include`, the formats that have a reader.
    ///
    /// # Errors
    /// [`globset::Error`] names the glob that is malformed.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, globset::Error> {
        let include = match include {
            [] => glob_set(&DEFAULT_INCLUDE),
            globs => glob_set(globs),
        };
        Ok(Filter { include: include?, exclude: glob_set(exclude)? })
    }

    fn takes(&self, below: &Path) -> bool {
        let name = below.file_name().map(Path::new).unwrap_or(below);
        let on = |set: &GlobSet| set.is_match(name) || set.is_match(below);
        on(&self.include) && !on(&self.exclude)
    }
}

fn glob_set<S: AsRef<str>>(globs: &[S]) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(GlobBuilder::new(glob.as_ref()).case_insensitive(true).build()?);
    }
    set.build()
}

/// Lists the files: each path in the order given, a folder's files sorted by path, hidden ones left
/// out, and each file once however often it is reached. What cannot be listed is an item of its own.
pub fn discover(paths: &[PathBuf], filter: &Filter) -> Vec<Result<SourceFile, ReadError>> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(folder(path, filter));
        } else if path.exists() || path.as_os_str() == "-" {
            found.push(Ok(SourceFile::new(path.clone())));
        } else {
            found.push(Err(ReadError::Missing { path: shown(path) }));
        }
    }
    found.retain(|item| {
        seen.insert(match item {
            Ok(file) => file.path.canonicalize().unwrap_or_else(|_| file.path.clone()),
            Err(error) => PathBuf::from(error.path()),
        })
    });
    found
}

fn folder(root: &Path, filter: &Filter) -> Vec<Result<SourceFile, ReadError>> {
    let visible = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let below = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_owned();
    let mut found = Vec::new();
    for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && filter.takes(&below(entry.path())) => {
                found.push(Ok(SourceFile::new(entry.into_path())));
            }
            Ok(_) => {}
            // A link back to a folder above holds nothing that is not listed already.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                // A dead link is told of only where its target would have been read.
                if path.symlink_metadata().is_ok_and(|m| m.is_symlink())
                    && !filter.takes(&below(&path))
                {
                    continue;
                }
                let cause = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                found.push(Err(unreadable(shown(&path), cause)));
            }
        }
    }
    found.sort_by(|a, b| place(a).cmp(place(b)));
    found
}

fn place(item: &Result<SourceFile, ReadError>) -> &str {
    item.as_ref().map_or_else(ReadError::path, |file| &file.source)
}

pub(super) fn unreadable(path: String, cause: io::Error) -> ReadError {
    match cause.kind() {
        io::ErrorKind::NotFound => ReadError::Missing { path },
        _ => ReadError::Unreadable { path, cause },
    }
}

pub(super) fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace('\\', "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in ["b.txt", "a.MD", "sub/c.html", "sub/draft.txt", "x.docx", ".hidden.txt"] {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "文").unwrap();
        }
        fs::create_dir(dir.path().join(".git")).unwrap();
        fs::write(dir.path().join(".git/d.txt"), "文").unwrap();
        dir
    }

    fn names(dir: &Path, paths: &[&str], include: &[&str], exclude: &[&str]) -> Vec<String> {
        let owned = |globs: &[&str]| globs.iter().map(|g| g.to_string()).collect::<Vec<_>>();
        let filter = Filter::new(&owned(include), &owned(exclude)).unwrap();
        let paths: Vec<_> = paths.iter().map(|p| dir.join(p)).collect();
        let prefix = format!("{}/", shown(dir));
        discover(&paths, &filter)
            .iter()
            .map(|item| {
                let mark = if item.is_err() { "!" } else { "" };
                mark.to_owned() + &place(item).replace(&prefix, "").replace("./", "")
            })
            .collect()
    }

    #[test]
    fn folders_files_and_globs() {
        let dir = tree();
        type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str], &'a [&'a str]);
        let cases: [Case<'_>; 7] = [
            (&["."], &[], &[], &["a.MD", "b.txt", "sub/c.html", "sub/draft.txt"]),
            (&["b.txt", "."], &[], &["sub/*"], &["b.txt", "a.MD"]),
            (&["."], &["*.txt"], &["draft*"], &["b.txt"]),
            (&["."], &["sub/**"], &[], &["sub/c.html", "sub/draft.txt"]),
            (&["x.docx", ".hidden.txt"], &[], &[], &["x.docx", ".hidden.txt"]),
            (&["b.txt", "sub/../b.txt"], &[], &[], &["b.txt"]),
            (&["none.txt", "b.txt", "none.txt"], &[], &[], &["!none.txt", "b.txt"]),
        ];
        for (paths, include, exclude, expected) in cases {
            assert_eq!(names(dir.path(), paths, include, exclude), expected, "{paths:?}");
        }
        assert!(Filter::new(&["[".into()], &[]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_neither_loop_nor_double() {
        let dir = tree();
        let link = |to: &str, at: &str| {
            std::os::unix::fs::symlink(dir.path().join(to), dir.path().join(at)).unwrap();
        };
        link(".", "sub/loop");
        link("b.txt", "again.txt");
        link("gone.txt", "dead.txt");
        link("gone.bin", "dead.bin");
        let found = names(dir.path(), &["."], &[], &[]);
        assert_eq!(found, ["a.MD", "again.txt", "!dead.txt", "sub/c.html", "sub/draft.txt"]);
    }
}
