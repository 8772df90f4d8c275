using LinkageService.Engine.Problems;

namespace LinkageService.Console.Pages.Schemes.Completion;

/// <summary>What a field is, where neither the JSON Schema nor the form of a step says it.</summary>
internal static class FieldMeanings
{
    private static readonly Dictionary<string, LocalizedText> Words = new(StringComparer.Ordinal)
    {
        ["effective"] = new("从哪年用到哪年", "years it is used in"),
        ["sources"] = new("出处", "where it comes from"),
        ["legalForms"] = new("适用的组织形式", "organisations it is for"),
        ["parties"] = new("参与各方", "parties"),
        ["parameters"] = new("由组织定的数", "what the organisation decides"),
        ["inputs"] = new("每年填的账目数", "figures of each year"),
        ["holdings"] = new("名册的列", "columns of the roster"),
        ["labels"] = new("归属：哪个村、哪个组", "labels: which village"),
        ["accounts"] = new("账户在纸面上叫什么", "what accounts are called on papers"),
        ["groups"] = new("人群", "groups of households"),
        ["steps"] = new("步骤，从上到下做", "steps, from first to last"),
        ["report"] = new("哪篇报道", "report"),
        ["quote"] = new("原话", "its words"),
        ["page"] = new("页", "page"),
        ["law"] = new("法律", "law"),
        ["article"] = new("条", "article"),
        ["zh"] = new("中文", "in Chinese"),
        ["en"] = new("英文", "in English"),
        ["id"] = new("编号", "its id"),
        ["type"] = new("是什么", "what it is"),
        ["title"] = new("名称", "name"),
        ["clause"] = new("它落实的原文", "the words it carries out"),
        ["default"] = new("没写时是多少", "when it is left out"),
        ["values"] = new("从某年起变", "from some year on"),
        ["min"] = new("允许的最小", "the least allowed"),
        ["max"] = new("允许的最大", "the most allowed"),
        ["code"] = new("不合时报什么", "what is said when it is not met"),
        ["decimals"] = new("最多几位小数", "decimals, at most"),
        ["per"] = new("每什么，如 亩", "per what, such as mu"),
        ["unit"] = new("单位", "unit"),
        ["of"] = new("按什么单位分档", "brackets of which unit"),
        ["gives"] = new("各档的值是什么", "what the values are"),
        ["mode"] = new("怎样用各档的值", "how the brackets are used"),
        ["upTo"] = new("各档，界限算在本档", "brackets, the limit included"),
        ["parameters.below"] = new("各档，界限算在下一档", "brackets, the limit excluded"),
        ["parameters.above"] = new("最后一个界限再往上的值", "value above the last limit"),
        ["weighting"] = new("取哪天的数", "which days count"),
        ["inputs.pool"] = new("是不是要分的钱", "is it money to be shared"),
        ["tag"] = new("名册的人员类别里写着", "what the roster's tags say"),
        ["group"] = new("哪个人群", "which group"),
        ["not"] = new("不符合的", "what does not hold"),
        ["any"] = new("符合其中一条", "one of several"),
        ["all"] = new("同时符合几条", "several at once"),
        ["holding"] = new("名册的哪一列", "which column"),
        ["formula"] = new("算什么", "what is computed"),
        ["above"] = new("超过", "above"),
        ["atLeast"] = new("不低于", "at least"),
        ["below"] = new("低于", "below"),
        ["atMost"] = new("不超过", "at most"),
        ["require.to"] = new("只看哪些户", "only of which households"),
        ["years"] = new("在哪些年", "in which years"),
        ["from"] = new("从哪年起", "from the year"),
        ["to"] = new("到哪年止", "until the year"),
        ["when"] = new("什么时候才做", "when it is done at all"),
        ["input"] = new("看哪个账目数", "by which figure of the year"),
        ["parameter"] = new("看哪个参数", "by which parameter"),
        ["pool"] = new("看哪笔钱的余额", "by what is left in which pool"),
        ["payer"] = new("外部付款方", "a payer from outside"),
        ["fund"] = new("留存", "kept"),
        ["carry"] = new("结转下年", "carried on"),
    };

    /// <summary>What a field of a section is; nothing for one that is not known.</summary>
    public static LocalizedText Of(string? section, string field) =>
        Words.GetValueOrDefault(section + "." + field) ?? Words.GetValueOrDefault(field) ?? LocalizedText.Empty;
}
