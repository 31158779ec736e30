//! Yields a file's text and the name of the encoding it was written in.
//!
//! A ladder, surest evidence first: byte order mark; the zero bytes of UTF-16; UTF-8, which a few
//! damaged bytes do not disprove; the charset that a page declares; GB18030 or Big5, whichever
//! reads as Chinese; last a statistical guess.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, DecoderResult, Encoding, GB18030, GBK, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE,
};
use regex::bytes::Regex;

use super::ReadError;

/// How many bytes at a file's start are looked at where the whole is not needed.
const SAMPLE: usize = 64 * 1024;
/// Bytes at a page's start within which it may declare its charset (HTML allows 1024).
const DECLARATION: usize = 4096;
/// Damage, in bytes for every hundred that are not ASCII, up to which an encoding still fits.
const TOLERATED: usize = 2;

/// The characters that Chinese official prose uses most, in both scripts. In text decoded rightly
/// they make up a quarter and more of what is not ASCII; in text decoded wrongly hardly any.
const FREQUENT: &str = "，。、：；（）“”《》的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到\
    作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之\
    进進着著等部度家电電力里如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應\
    开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又\
    么利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已通并並提直题題党黨\
    程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將\
    组組见見计計别別她手角期根论論运運农農指几幾九区區强強放决決西被干做必战戰先回则則任取据據处處府市县縣\
    省教育工";

static IS_FREQUENT: LazyLock<std::collections::HashSet<char>> =
    LazyLock::new(|| FREQUENT.chars().filter(|c| !c.is_whitespace()).collect());

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]+)"#)
        .expect("a fixed pattern")
});

/// A decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without its byte order mark and otherwise unchanged; U+FFFD for what was damaged.
    pub text: String,
    /// The encoding's name, as `documents.csv` shows it.
    pub encoding: &'static str,
    /// How many bytes belong to no character.
    pub replaced_bytes: usize,
}

impl Decoded {
    fn new(encoding: &'static Encoding, bytes: &[u8]) -> Self {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
        let (mut at, mut replaced_bytes) = (0, 0);
        loop {
            let (result, read) =
                decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
            at += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => text.reserve(bytes.len() - at + 64),
                DecoderResult::Malformed(damaged, _) => {
                    replaced_bytes += usize::from(damaged);
                    if text.capacity() - text.len() < 3 {
                        text.reserve(64);
                    }
                    text.push('\u{fffd}');
                }
            }
        }
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        // encoding_rs decodes GBK with the tables of GB18030, which holds it whole.
        let encoding = if encoding == GBK { GB18030 } else { encoding };
        Decoded { text, encoding: name(encoding), replaced_bytes }
    }

    fn named(self, encoding: &'static str) -> Self {
        Decoded { encoding, ..self }
    }

    fn fits(&self, bytes: &[u8]) -> bool {
        let beyond_ascii = bytes.iter().filter(|b| !b.is_ascii()).count();
        self.replaced_bytes * 100 <= beyond_ascii * TOLERATED
    }

    /// Share of frequent characters among those that are not ASCII; less for damage.
    fn plausibility(&self) -> f64 {
        let (mut frequent, mut seen) = (0usize, 0usize);
        for c in self.text.chars().filter(|c| !c.is_ascii()).take(20_000) {
            seen += 1;
            frequent += usize::from(IS_FREQUENT.contains(&c));
        }
        frequent as f64 / seen.max(1) as f64
    }
}

/// Decodes `bytes`; `label`, where given, names the encoding and ends all guessing.
///
/// # Errors
/// [`ReadError::Binary`] for what is text in no encoding, [`ReadError::UnknownEncoding`] for a
/// label that names none. `source` is the path that the message names.
pub fn decode(source: &str, bytes: &[u8], label: Option<&str>) -> Result<Decoded, ReadError> {
    if let Some(label) = label {
        let encoding = encoding(label).ok_or_else(|| ReadError::UnknownEncoding {
            path: source.to_owned(),
            label: label.to_owned(),
        })?;
        return Ok(Decoded::new(encoding, bytes));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let decoded = Decoded::new(encoding, &bytes[mark..]);
        return Ok(if encoding == UTF_8 { decoded.named("UTF-8 (BOM)") } else { decoded });
    }
    if let Some(encoding) = utf16(bytes) {
        return Ok(Decoded::new(encoding, bytes));
    }
    if let Some(at) = control_byte(bytes) {
        return Err(ReadError::Binary { path: source.to_owned(), at });
    }
    let utf8 = Decoded::new(UTF_8, bytes);
    if is_utf8(&utf8) {
        return Ok(utf8);
    }
    if let Some(declared) = declared(bytes).map(|e| Decoded::new(e, bytes))
        && declared.fits(bytes)
    {
        return Ok(declared);
    }
    let guess = chinese(bytes).unwrap_or_else(|| guess(bytes));
    if guess.replaced_bytes * 4 > bytes.len() {
        return Err(ReadError::Binary { path: source.to_owned(), at: 0 });
    }
    Ok(guess)
}

/// The encoding that a label names, by the names and aliases of the Encoding Standard.
pub fn encoding(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes()).filter(|&encoding| encoding != REPLACEMENT)
}

fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// UTF-16 without a mark. Chinese characters hold few zero bytes there, but line ends, digits and
/// spaces do; and only in the right order of bytes nearly every pair is a character of Chinese
/// text, some of them its punctuation.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes[..bytes.len().min(SAMPLE)].as_chunks::<2>().0;
    if !pairs.as_flattened().contains(&0) {
        return None;
    }
    let orders =
        [(UTF_16LE, u16::from_le_bytes as fn([u8; 2]) -> u16), (UTF_16BE, u16::from_be_bytes)];
    let readings = orders.map(|(encoding, unit)| {
        let (mut likely, mut simple) = (0, 0);
        for &pair in pairs {
            match unit(pair) {
                0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0x3000..=0x3011 | 0xff00..=0xff5e => simple += 1,
                0xa0..=0xff | 0x2000..=0x22ff | 0x2460..=0x25ff | 0x4e00..=0x9fff => likely += 1,
                _ => {}
            }
        }
        let enough = (likely + simple) * 10 >= pairs.len() * 9 && simple * 50 >= pairs.len();
        (if enough { simple } else { 0 }, encoding)
    });
    let (simple, encoding) = readings.into_iter().max_by_key(|&(simple, _)| simple)?;
    (simple > 0).then_some(encoding)
}

/// The first control byte of a file that holds more of them than a text does.
fn control_byte(bytes: &[u8]) -> Option<usize> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let is_control = |b: &u8| matches!(b, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    let count = sample.iter().filter(|b| is_control(b)).count();
    (count * 50 > sample.len()).then(|| sample.iter().position(is_control).unwrap_or(0))
}

/// Other Chinese encodings hardly ever form a three-byte character of UTF-8 by chance, so where
/// those outnumber the damage the text is UTF-8 and the damage is damage.
fn is_utf8(utf8: &Decoded) -> bool {
    let wide = || utf8.text.chars().filter(|&c| c >= '\u{800}' && c != '\u{fffd}').count();
    utf8.replaced_bytes == 0 || utf8.replaced_bytes <= wide() / 2
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let found = DECLARED.captures(&bytes[..bytes.len().min(DECLARATION)])?;
    let label = found.get(1).or(found.get(2))?;
    // A page whose declaration could be read as ASCII is not UTF-16, and UTF-8 was tried.
    encoding(str::from_utf8(label.as_bytes()).ok()?)
        .filter(|&encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding))
}

/// Big5 bytes nearly always form characters of GB18030 as well: rare ones.
fn chinese(bytes: &[u8]) -> Option<Decoded> {
    let [gb18030, big5] = [GB18030, BIG5].map(|encoding| Decoded::new(encoding, bytes));
    match (gb18030.fits(bytes), big5.fits(bytes)) {
        (true, true) if big5.plausibility() > gb18030.plausibility() => Some(big5),
        (true, _) => Some(gb18030),
        (false, true) => Some(big5),
        (false, false) => None,
    }
}

fn guess(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Decoded::new(detector.guess(Some(b"cn"), Utf8Detection::Allow), bytes)
}

#[cfg(test)]
mod tests;
