//! Yields the raw entries of all dictionary files: embedded ones, and a folder's over them.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::DictionaryError;
use super::schema::DictionaryFile;

/// Pairs each path below `dictionaries/` with the file's content.
macro_rules! embed {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../dictionaries/", $path)))),*]
    };
}

/// The rules built into the program. A test holds this list against the folder.
static EMBEDDED: &[(&str, &str)] = &embed![
    "checks.toml",
    "cues.toml",
    "formulas.toml",
    "headings.toml",
    "indicators/agriculture.toml",
    "indicators/conditions.toml",
    "indicators/culture_tourism.toml",
    "indicators/economy.toml",
    "indicators/environment.toml",
    "indicators/finance.toml",
    "indicators/fiscal.toml",
    "indicators/funding.toml",
    "indicators/health_social.toml",
    "indicators/income_employment.toml",
    "indicators/industry.toml",
    "indicators/innovation.toml",
    "indicators/investment_trade.toml",
    "indicators/joint.toml",
    "indicators/party_results.toml",
    "indicators/population_poverty.toml",
    "indicators/pupils.toml",
    "indicators/schools.toml",
    "indicators/teachers.toml",
    "indicators/transport.toml",
    "indicators/urban_housing.toml",
    "noise.toml",
    "placeholders.toml",
    "slogans.toml",
    "stages.toml",
    "tone.toml",
    "units.toml",
];

/// Dictionary files by their path below the dictionary folder, with `/` between folders.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// The files built into the program.
    pub fn embedded() -> Self {
        let owned = |&(name, text): &(&str, &str)| (name.to_owned(), text.to_owned());
        Files(EMBEDDED.iter().map(owned).collect())
    }

    /// Lays a folder's files over these: the same path replaces, another path adds.
    ///
    /// # Errors
    /// A folder or file that cannot be read, and a folder without any `.toml` file.
    pub fn overlay(mut self, folder: &Path) -> Result<Self, DictionaryError> {
        let mut found = false;
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|e| DictionaryError::new(folder.display(), e))?;
            let path = entry.path();
            if path.extension().is_none_or(|e| e != "toml") {
                continue;
            }
            let text = std::fs::read_to_string(path)
                .map_err(|e| DictionaryError::new(path.display(), e))?;
            let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
            self.0.insert(name.replace('\\', "/"), text);
            found = true;
        }
        if !found {
            let message = "no .toml file in this folder; name the folder that holds them";
            return Err(DictionaryError::new(folder.display(), message));
        }
        Ok(self)
    }

    /// SHA-256 over all names and contents, in hexadecimal: two runs with the same hash had the
    /// same rules.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (name, text) in &self.0 {
            hasher.update(name.as_bytes());
            hasher.update([0]);
            hasher.update(text.as_bytes());
            hasher.update([0]);
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Parses every file.
    ///
    /// # Errors
    /// The first file that is no TOML or has a field that no rule has; names file, line and field.
    pub fn parse(&self) -> Result<Vec<(&str, DictionaryFile)>, DictionaryError> {
        self.0
            .iter()
            .map(|(name, text)| {
                let file = toml::from_str(text).map_err(|e| DictionaryError::new(name, e))?;
                Ok((name.as_str(), file))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
        let on_disk = Files::default().overlay(&folder).unwrap();
        assert_eq!(
            on_disk.0.keys().collect::<Vec<_>>(),
            EMBEDDED.iter().map(|(name, _)| name).collect::<Vec<_>>()
        );
    }
}
