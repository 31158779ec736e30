//! Yields [`WholeFile`]: one file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A file in the making. Dropped before [`WholeFile::publish`], it leaves no trace, and what stood in its
/// place stays.
///
/// ```
/// use std::io::Write;
/// let home = tempfile::tempdir()?;
/// let target = home.path().join("words.csv");
/// let mut file = zhibiao::table::WholeFile::create(&target)?;
/// writeln!(file, "word,count")?;
/// assert!(!target.exists());
/// file.publish()?;
/// assert_eq!(std::fs::read_to_string(&target)?, "word,count\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct WholeFile {
    target: PathBuf,
    /// Beside the target, so that a rename moves the content.
    temporary: TempDir,
    out: BufWriter<File>,
}

impl WholeFile {
    /// Makes ready to write `target`, whose folder is made where there is none.
    ///
    /// # Errors
    /// `target` is a folder, or cannot be written.
    pub fn create(target: &Path) -> io::Result<Self> {
        if target.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
        }
        let target = std::path::absolute(target)?;
        let parent = target.parent().unwrap_or(&target);
        fs::create_dir_all(parent)?;
        let temporary = tempfile::Builder::new().prefix(".zhibiao-").tempdir_in(parent)?;
        let out = BufWriter::new(File::create_new(temporary.path().join("new"))?);
        Ok(WholeFile { target, temporary, out })
    }

    /// Puts what was written in the target's place.
    ///
    /// # Errors
    /// The disk is full, or the like.
    pub fn publish(mut self) -> io::Result<()> {
        self.out.flush()?;
        drop(self.out);
        fs::rename(self.temporary.path().join("new"), &self.target)?;
        self.temporary.close()
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
