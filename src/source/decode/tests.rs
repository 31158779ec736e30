//! Yields the proof that the ladder of encodings holds, by table and by chance.

use encoding_rs::SHIFT_JIS;
use proptest::prelude::*;

use super::*;

const SIMPLIFIED: &str = "一、基本情况\n全县有各级各类学校66所，在校学生19164人，毛入园率达97.25%。\n\
    二、存在的问题\n一是教育经费投入不足，二是教师队伍结构不合理。";
const TRADITIONAL: &str = "一、基本情況\n全縣有各級各類學校66所，在校學生19164人，經費投入3.5億元。\n\
    二、存在的問題\n一是教育經費投入不足，二是教師隊伍結構不合理。";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn with_mark(mark: &[u8], body: &[u8]) -> Vec<u8> {
    [mark, body].concat()
}

fn found(bytes: &[u8]) -> Decoded {
    decode("a.txt", bytes, None).expect("a text")
}

#[test]
fn every_encoding_gives_the_same_text() {
    let gb = GB18030.encode(SIMPLIFIED).0.into_owned();
    let utf8 = SIMPLIFIED.as_bytes().to_vec();
    let (le, be) = (utf16(SIMPLIFIED, u16::to_le_bytes), utf16(SIMPLIFIED, u16::to_be_bytes));
    let cases = [
        (utf8.clone(), "UTF-8"),
        (with_mark(b"\xef\xbb\xbf", &utf8), "UTF-8 (BOM)"),
        (with_mark(b"\xff\xfe", &le), "UTF-16LE"),
        (with_mark(b"\xfe\xff", &be), "UTF-16BE"),
        (le, "UTF-16LE"),
        (be, "UTF-16BE"),
        (with_mark(b"\x84\x31\x95\x33", &gb), "GB18030"),
        (gb, "GB18030"),
        (GBK.encode(SIMPLIFIED).0.into_owned(), "GB18030"),
    ];
    for (bytes, encoding) in cases {
        let decoded = found(&bytes);
        assert_eq!((decoded.encoding, decoded.replaced_bytes), (encoding, 0));
        assert_eq!(decoded.text, SIMPLIFIED, "{encoding}");
    }
}

#[test]
fn big5_and_gb18030_are_told_apart_by_what_they_say() {
    for text in [TRADITIONAL, "縣教育局工作總結", "今年政府工作報告"] {
        let decoded = found(&BIG5.encode(text).0);
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, "Big5"));
        // Traditional characters alone do not make a text Big5.
        let decoded = found(&GB18030.encode(text).0);
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, "GB18030"));
    }
}

#[test]
fn damage_is_counted_and_does_not_change_the_encoding() {
    let long = SIMPLIFIED.repeat(50);
    let utf8 = long.as_bytes();
    let mut bad = utf8.to_vec();
    bad[5000] = 0xff;
    let gb = GB18030.encode(&long).0.into_owned();
    let mut bad_gb = gb.clone();
    let at = gb.iter().rposition(|b| *b == b'\n').unwrap();
    bad_gb.insert(at, 0xff);
    let mut bad_big5 = BIG5.encode(&TRADITIONAL.repeat(50)).0.into_owned();
    bad_big5.push(0xa4);
    let cut = utf16(&long, u16::to_le_bytes);
    let cases: [(&[u8], &str, usize, usize); 9] = [
        (&utf8[..utf8.len() - 1], "UTF-8", 2, 1),
        (&utf8[1..], "UTF-8", 2, 2),
        (&"县教育局工".as_bytes()[..14], "UTF-8", 2, 1),
        (&bad, "UTF-8", 3, 3),
        (&gb[..gb.len() - 1], "GB18030", 1, 1),
        (&bad_gb, "GB18030", 1, 1),
        (&bad_big5, "Big5", 1, 1),
        (&cut[..cut.len() - 1], "UTF-16LE", 1, 1),
        ("合计\u{fffd}所".as_bytes(), "UTF-8", 0, 1),
    ];
    for (bytes, encoding, replaced, signs) in cases {
        let decoded = found(bytes);
        assert_eq!((decoded.encoding, decoded.text.matches('\u{fffd}').count()), (encoding, signs));
        assert_eq!(decoded.replaced_bytes, replaced, "{encoding}");
    }
}

#[test]
fn a_declared_charset_is_believed_where_it_fits() {
    let page = |charset: &str, body: &[u8]| {
        [format!("<html><head>{charset}</head>").as_bytes(), body].concat()
    };
    let (kana, _, _) = SHIFT_JIS.encode("カナと漢字");
    let gb = GB18030.encode(SIMPLIFIED).0;
    let cases = [
        (page("<meta charset=\"shift_jis\">", &kana), "Shift_JIS"),
        (
            page("<META http-equiv=Content-Type content='text/html; charset=gb2312'>", &gb),
            "GB18030",
        ),
        (page("<?xml version='1.0' encoding='gbk'?>", &gb), "GB18030"),
        (page("<meta charset=utf-8>", &gb), "GB18030"),
        (page("<meta charset=gb2312>", SIMPLIFIED.as_bytes()), "UTF-8"),
        (page("<meta charset=big5>", "县".as_bytes()), "UTF-8"),
    ];
    for (bytes, encoding) in cases {
        assert_eq!(found(&bytes).encoding, encoding);
    }
}

#[test]
fn a_label_ends_all_guessing() {
    let gb = GB18030.encode(SIMPLIFIED).0;
    assert_eq!(decode("a", &gb, Some("gb2312")).unwrap().text, SIMPLIFIED);
    assert!(decode("a", &gb, Some("utf-8")).unwrap().replaced_bytes > 40);
    assert_eq!(decode("a", b"\xef\xbb\xbfa", Some("utf8")).unwrap().text, "a");
    for label in ["klingon", "", "hz-gb-2312"] {
        assert_eq!(decode("a", &gb, Some(label)).unwrap_err().code(), "encoding", "{label}");
    }
}

#[test]
fn what_is_no_text_is_told_from_text_with_a_stray_sign() {
    let noise: Vec<u8> =
        (0..2000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for bytes in [&noise[..], b"\0\x01\x02\x03\0\0\0", &[0xff; 300]] {
        assert_eq!(decode("a", bytes, None).unwrap_err().code(), "binary");
    }
    let stray = format!("{}\0{}", SIMPLIFIED, SIMPLIFIED);
    assert_eq!(found(stray.as_bytes()).encoding, "UTF-8");
    let english = format!("{}\0", "plain words in a line\n".repeat(40));
    assert_eq!(found(english.as_bytes()).encoding, "UTF-8");
    assert_eq!(found(b"").text, "");
}

proptest! {
    #[test]
    fn utf8_cut_or_damaged_anywhere_stays_utf8(from in 0usize..150, to in 0usize..150, at in 60usize..200) {
        let text = SIMPLIFIED.repeat(3);
        let mut bytes = text.as_bytes()[from..text.len() - to].to_vec();
        bytes[at] = 0xfe;
        let decoded = found(&bytes);
        prop_assert_eq!(decoded.encoding, "UTF-8");
        prop_assert!((1..=7).contains(&decoded.replaced_bytes));
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode("a", &bytes, None);
        let _ = decode("a", &bytes, Some("utf-16le"));
    }

    #[test]
    fn gb18030_round_trips(text in "[一-龥，。、0-9a-z\n]{20,200}") {
        // Frequent words around it, as a real text has them.
        let text = format!("全县教育工作{text}，在校学生的总数");
        let decoded = found(&GB18030.encode(&text).0);
        prop_assert_eq!((decoded.text, decoded.encoding), (text, "GB18030"));
    }
}
