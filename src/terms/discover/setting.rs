//! Yields the words that stand beside slogans or in them, and what they say of a phrase.

use crate::token::segment::Word;

/// What the names of schemes end in.
pub(super) const NAMED: [&str; 16] = [
    "工程",
    "行动",
    "计划",
    "战略",
    "制度",
    "机制",
    "模式",
    "活动",
    "思想",
    "理论",
    "意识",
    "精神",
    "价值观",
    "发展观",
    "专项斗争",
    "学习教育",
];
/// What calls for a slogan before it.
pub(super) const URGES: [&str; 48] = [
    "坚持", "推进", "实施", "落实", "深入", "贯彻", "弘扬", "践行", "开展", "全面", "推动", "深化",
    "推行", "加强", "强化", "促进", "巩固", "实现", "加快", "打造", "建设", "持续", "扎实", "坚决",
    "打赢", "打好", "树立", "聚焦", "做好", "抓好", "完善", "健全", "倡导", "宣传", "突出", "围绕",
    "牢记", "严格", "执行", "探索", "创建", "启动", "支持", "着力", "大力", "积极", "切实", "认真",
];
/// What follows the name of a slogan.
pub(super) const HEADS: [&str; 28] = [
    "战略", "工作", "机制", "行动", "活动", "工程", "精神", "制度", "模式", "任务", "要求", "目标",
    "理念", "思想", "试点", "建设", "改革", "发展", "体系", "政策", "成果", "示范", "专项", "主题",
    "格局", "计划", "方针", "原则",
];
/// What the names of tasks end in that are no slogans.
pub(super) const TASKS: [&str; 9] =
    ["建设", "工作", "服务", "问题", "改革", "体系", "体制", "队伍", "事业"];
/// What makes a number before it a time or an ordinal.
pub(super) const TIMES: [&str; 12] =
    ["年", "月", "日", "天", "次", "届", "是", "要", "中", "期", "季度", "周年"];

/// Whether what stands before or after a phrase is what does before or after slogans.
pub(super) fn is_urged(before: &str, after: &str) -> bool {
    URGES.iter().any(|urge| before.ends_with(urge))
        || HEADS.iter().any(|head| after.starts_with(head))
}

/// What begins with a word that calls for a slogan, or names a task and not its slogan: 推进教育, 教师队伍建设.
/// 全面 may be the slogan's own: 全面从严治党.
pub(super) fn is_task(words: &[Word<'_>]) -> bool {
    let urges = |word: &Word<'_>| word.text != "全面" && URGES.contains(&word.text);
    let tasks = |word: &Word<'_>| TASKS.iter().any(|task| word.text.ends_with(task));
    words.first().is_some_and(urges) || words.last().is_some_and(tasks)
}

/// Words that hold a phrase together and make no slogan.
pub(super) fn is_particle(word: &Word<'_>) -> bool {
    word.tag.starts_with(['u', 'p', 'c', 'r', 'q', 'y', 'e', 't', 'f'])
        && word.text.chars().count() < 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::segment;

    #[test]
    fn words_beside_a_slogan_are_known() {
        for (before, after, expected) in [
            ("全力推进", "。", true),
            ("的", "战略", true),
            ("", "", false),
            ("进", "和战略", false),
        ] {
            assert_eq!(is_urged(before, after), expected, "{before} {after}");
        }
    }

    #[test]
    fn a_task_is_no_slogan() {
        for (phrase, expected) in [
            ("推进教育", true),
            ("教师队伍建设", true),
            ("全面从严治党", false),
            ("控辍保学", false),
            ("乡村建设行动", false),
        ] {
            assert_eq!(is_task(&segment::words(phrase)), expected, "{phrase}");
        }
    }
}
