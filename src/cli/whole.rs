//! Yields [`Whole`]: an output file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::NamedTempFile;

/// Sees to it that nothing that the run reads is written over.
pub(super) fn spare<'p>(
    target: &Path,
    mut read: impl Iterator<Item = &'p PathBuf>,
) -> anyhow::Result<()> {
    let Ok(place) = target.canonicalize() else { return Ok(()) };
    if read.any(|needed| needed.canonicalize().is_ok_and(|needed| needed == place)) {
        bail!("{}: is read by this run; name another file to write", target.display());
    }
    Ok(())
}

/// A file in the making beside its place. Dropped before it is published, it leaves no trace.
pub(super) struct Whole {
    target: PathBuf,
    temporary: NamedTempFile,
}

impl Whole {
    /// Makes ready to write `target`, whose folder is made where there is none.
    pub(super) fn create(target: &Path) -> anyhow::Result<Self> {
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let failed = || format!("{}: cannot be written; check the path", target.display());
        if target.is_dir() {
            bail!("{}: is a folder; name a file", target.display());
        }
        if let Some(folder) = folder {
            fs::create_dir_all(folder).with_context(failed)?;
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".zhibiao-");
        // What is written may be read by those who may read any new file here.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let temporary = builder.tempfile_in(folder.unwrap_or(Path::new(".")));
        Ok(Whole { target: target.to_owned(), temporary: temporary.with_context(failed)? })
    }

    /// Where to write.
    pub(super) fn file(&mut self) -> &mut File {
        self.temporary.as_file_mut()
    }

    /// What to say when writing fails.
    pub(super) fn failed(&self) -> String {
        format!("{}: cannot be written; check the space left", self.target.display())
    }

    /// Puts what was written in the target's place.
    pub(super) fn publish(self) -> anyhow::Result<()> {
        let failed = self.failed();
        self.temporary.persist(&self.target).context(failed)?;
        Ok(())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.temporary.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.temporary.flush()
    }
}
