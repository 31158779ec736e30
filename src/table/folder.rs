//! Yields [`Folder`]: an output folder that is written whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::manifest::{MANIFEST, files_of};

/// What desktops leave in any folder they show.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Why an output folder was not written. What stood there before still does.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// A file stands where the folder should.
    #[error("{}: is no folder; name another output folder", .0.display())]
    NotAFolder(PathBuf),
    /// The folder holds something that this program did not write.
    #[error(
        "{}: holds {name}, which zhibiao did not write; name another output folder, or replace this \
         one and all it holds with --force", .path.display()
    )]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// One name in it.
        name: String,
    },
    /// Replacing the folder would delete what the run reads, or where it runs.
    #[error("{}: holds {}, which must not be replaced; name another output folder",
        .path.display(), .needed.display())]
    Needed {
        /// The folder.
        path: PathBuf,
        /// What is in it.
        needed: PathBuf,
    },
    /// The system refused.
    #[error("{}: cannot be written: {cause}; check the path, the permissions and the space left",
        .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system answered.
        cause: io::Error,
    },
}

/// An output folder in the making. Dropped before [`Folder::publish`], it leaves no trace.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    force: bool,
    /// Beside the target, so that a rename moves the content: `new` in the making, `old` replaced.
    temporary: TempDir,
}

impl Folder {
    /// Makes ready to write `target`. A folder that stands there already is replaced on
    /// [`Folder::publish`] if it is empty or holds only what a manifest of this program lists;
    /// with `force`, whatever it holds. `needed` are paths that the run reads.
    ///
    /// # Errors
    /// `target` must not be replaced, or cannot be written.
    pub fn create(target: &Path, needed: &[PathBuf], force: bool) -> Result<Self, FolderError> {
        let failed = |cause| FolderError::Io { path: target.to_owned(), cause };
        let resolved = match target.canonicalize() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => std::path::absolute(target),
            other => other,
        };
        let resolved = resolved.map_err(failed)?;
        check(&resolved, force)?;
        let here = std::env::current_dir().ok();
        if let Some(needed) = needed.iter().chain(&here).find(|path| is_below(path, &resolved)) {
            let (path, needed) = (target.to_owned(), needed.clone());
            return Err(FolderError::Needed { path, needed });
        }
        let parent = resolved.parent().unwrap_or(&resolved);
        fs::create_dir_all(parent).map_err(failed)?;
        let temporary = tempfile::Builder::new().prefix(".zhibiao-").tempdir_in(parent);
        let folder = Folder { temporary: temporary.map_err(failed)?, target: resolved, force };
        fs::create_dir(folder.path()).map_err(failed)?;
        Ok(folder)
    }

    /// Where to write.
    pub fn path(&self) -> PathBuf {
        self.temporary.path().join("new")
    }

    /// Whether `path` is in the folder as it stood before.
    pub fn holds(&self, path: &Path) -> bool {
        is_below(path, &self.target)
    }

    /// Puts what was written in the target's place.
    ///
    /// # Errors
    /// What stands there has changed and must not be replaced any more, or the system refused.
    pub fn publish(self) -> Result<(), FolderError> {
        let failed = |cause| FolderError::Io { path: self.target.clone(), cause };
        check(&self.target, self.force)?;
        let old = self.temporary.path().join("old");
        let replaces = self.target.symlink_metadata().is_ok();
        if replaces {
            fs::rename(&self.target, &old).map_err(failed)?;
        }
        if let Err(cause) = fs::rename(self.path(), &self.target) {
            if replaces {
                fs::rename(&old, &self.target).map_err(failed)?;
            }
            return Err(failed(cause));
        }
        let left = self.temporary.path().to_owned();
        self.temporary.close().map_err(|cause| FolderError::Io { path: left, cause })
    }
}

/// Whether what stands at `target` may be replaced.
fn check(target: &Path, force: bool) -> Result<(), FolderError> {
    let failed = |cause| FolderError::Io { path: target.to_owned(), cause };
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        return Err(FolderError::NotAFolder(target.to_owned()));
    }
    let manifest = fs::read_to_string(target.join(MANIFEST)).unwrap_or_default();
    let written = files_of(&manifest).unwrap_or_default();
    for entry in fs::read_dir(target).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        if !force && !written.contains(&name) && !LITTER.contains(&name.as_str()) {
            return Err(FolderError::Foreign { path: target.to_owned(), name });
        }
    }
    Ok(())
}

fn is_below(path: &Path, folder: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| path.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn write(target: &Path, force: bool) -> Result<(), FolderError> {
        let folder = Folder::create(target, &[], force)?;
        let manifest = r#"{"generator":"zhibiao","files":["a.csv"]}"#;
        fs::write(folder.path().join(MANIFEST), manifest).unwrap();
        fs::write(folder.path().join("a.csv"), "a\n").unwrap();
        folder.publish()
    }

    #[test]
    fn a_folder_of_this_program_is_replaced_whole() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("deep/out");
        write(&target, false).unwrap();
        fs::write(target.join("a.csv"), "older").unwrap();
        write(&target, false).unwrap();
        assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), "a\n");
        assert_eq!(names(target.parent().unwrap()), ["out"], "a temporary folder is left");
    }

    #[test]
    fn anything_else_is_refused_until_forced() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("out");
        write(&target, false).unwrap();
        fs::write(target.join("notes.txt"), "mine").unwrap();
        let message = write(&target, false).unwrap_err().to_string();
        assert!(message.contains("notes.txt") && message.contains("--force"), "{message}");
        assert_eq!(fs::read_to_string(target.join("notes.txt")).unwrap(), "mine");
        assert_eq!(names(home.path()), ["out"]);
        write(&target, true).unwrap();
        assert_eq!(names(&target), ["a.csv", MANIFEST]);
    }

    #[test]
    fn what_the_run_reads_is_never_replaced() {
        let home = tempfile::tempdir().unwrap();
        let input = home.path().join("report.txt");
        fs::write(&input, "x").unwrap();
        let refused = Folder::create(home.path(), std::slice::from_ref(&input), true);
        assert!(matches!(refused, Err(FolderError::Needed { .. })));
        let refused = Folder::create(&input, &[], true);
        assert!(matches!(refused, Err(FolderError::NotAFolder(_))));
    }

    #[test]
    fn dropped_before_the_end_it_leaves_no_trace() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("out");
        write(&target, false).unwrap();
        let folder = Folder::create(&target, &[], false).unwrap();
        fs::write(folder.path().join("half.csv"), "half").unwrap();
        drop(folder);
        assert_eq!(names(home.path()), ["out"]);
        assert_eq!(names(&target), ["a.csv", MANIFEST]);
    }
}
