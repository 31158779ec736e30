//! Yields verb frames from their written form: `(招录|招聘)…教师#`.

use super::Frame;

/// Reads a verb frame: `(招录|招聘)…教师#` → one frame for each alternative.
pub(super) fn parse(text: &str, indicator: usize) -> Result<Vec<Frame>, String> {
    let frames = alternatives(text)?.into_iter().map(|plain| {
        let plain = crate::text::fold(&plain).into_owned();
        let (before, after) =
            plain.split_once('#').ok_or("# must stand where the number stands")?;
        if after.contains('#') {
            return Err("# must stand once".into());
        }
        let parts = |side: &str| {
            side.split('…').filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        let frame = Frame {
            indicator,
            before: parts(before),
            before_adjacent: !before.is_empty() && !before.ends_with('…'),
            after: parts(after),
            after_adjacent: !after.is_empty() && !after.starts_with('…'),
        };
        if frame.before.is_empty() && frame.after.is_empty() {
            return Err("there is no word beside #".into());
        }
        Ok(frame)
    });
    frames.collect()
}

/// `a(b|c)d` → `abd`, `acd`; `a(b)?d` → `abd`, `ad`.
fn alternatives(text: &str) -> Result<Vec<String>, String> {
    let Some(open) = text.find('(') else {
        return if text.contains([')', '?']) {
            Err("a ) or ? without its (".into())
        } else {
            Ok(vec![text.into()])
        };
    };
    let close = text[open..].find(')').map(|i| open + i).ok_or("a ( without its )")?;
    let rest = &text[close + 1..];
    let optional = rest.strip_prefix('?');
    let tails = alternatives(optional.unwrap_or(rest))?;
    let choices = text[open + 1..close].split('|').chain(optional.map(|_| ""));
    Ok(choices
        .flat_map(|choice| tails.iter().map(move |tail| format!("{}{choice}{tail}", &text[..open])))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_multiply() {
        for (text, want) in [
            ("招录#教师", vec!["招录#教师"]),
            ("(招录|招聘)#", vec!["招录#", "招聘#"]),
            ("演练(活动)?#", vec!["演练活动#", "演练#"]),
            ("a(b|c)(d|e)", vec!["abd", "abe", "acd", "ace"]),
        ] {
            assert_eq!(alternatives(text).unwrap(), want, "{text}");
        }
    }

    #[test]
    fn a_gap_parts_a_literal_from_the_number() {
        let frame = &parse("招录…教师…#", 0).unwrap()[0];
        assert_eq!(frame.before, ["招录", "教师"]);
        assert!(!frame.before_adjacent && frame.after.is_empty());
        assert!(parse("招录教师#", 0).unwrap()[0].before_adjacent);
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        for text in ["招录教师", "#", "#教师#", "(招录#", "招录)#"] {
            assert!(parse(text, 0).is_err(), "{text}");
        }
    }
}
