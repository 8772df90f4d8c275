using System.Globalization;
using LinkageService.Engine.Checks.Facts;

namespace LinkageService.Features.Households;

/// <summary>What the law asks about a person as a table says it: by the titles and words of facts, and as villages write them.</summary>
internal static class RosterLegal
{
    private static readonly RosterField[] Columns = [.. Enum.GetValues<RosterField>().Where(field => new RosterColumn(field, "").IsLegal)];

    // What villages write for a reason. Where somebody's registration went is none, so 迁出 says too little.
    private static readonly Dictionary<string, LeavingReason> Reasons = new(StringComparer.Ordinal)
    {
        ["去世"] = LeavingReason.Death, ["病故"] = LeavingReason.Death, ["亡故"] = LeavingReason.Death, ["已故"] = LeavingReason.Death,
        ["外嫁"] = LeavingReason.Marriage, ["出嫁"] = LeavingReason.Marriage, ["嫁出"] = LeavingReason.Marriage,
        ["婚嫁"] = LeavingReason.Marriage, ["离异"] = LeavingReason.Divorce, ["上学"] = LeavingReason.Study,
        ["升学"] = LeavingReason.Study, ["读书"] = LeavingReason.Study, ["参军"] = LeavingReason.MilitaryService,
        ["入伍"] = LeavingReason.MilitaryService, ["服兵役"] = LeavingReason.MilitaryService,
        ["外出务工"] = LeavingReason.WorkElsewhere, ["打工"] = LeavingReason.WorkElsewhere, ["外出打工"] = LeavingReason.WorkElsewhere,
        ["考上公务员"] = LeavingReason.CivilServant, ["自愿"] = LeavingReason.OwnWish,
    };

    private static readonly Dictionary<string, Employment> Works = new(StringComparer.Ordinal)
    {
        ["事业单位"] = Employment.PublicInstitution, ["事业编"] = Employment.PublicInstitution, ["务农"] = Employment.Other,
        ["农民"] = Employment.Other, ["务工"] = Employment.Other, ["学生"] = Employment.Other, ["无"] = Employment.Other,
    };

    private static readonly Dictionary<string, CivilCapacity> Capacities = new(StringComparer.Ordinal)
    {
        ["完全"] = CivilCapacity.Full, ["限制"] = CivilCapacity.Limited, ["无"] = CivilCapacity.None,
    };

    /// <summary>The column of a field of <see cref="PersonLegal"/>.</summary>
    public static RosterField FieldOf(string name) => Columns[Array.IndexOf(PersonLegal.Fields, name)];

    /// <summary>The columns that a person needs to be written.</summary>
    public static IEnumerable<RosterField> StatedIn(PersonLegal legal) =>
        legal.Values().Zip(Columns).Where(each => each.First.Value is not null).Select(each => each.Second);

    /// <summary>How a table says a field: a word by its title, so that people read it.</summary>
    public static string TextOf(PersonLegal legal, RosterField field, bool isChinese)
    {
        var value = legal.Values().ElementAt(Array.IndexOf(Columns, field)).Value ?? "";
        return field == RosterField.Member && isChinese && legal.Member is { } isMember ? (isMember ? RosterWords.YesZh : "否")
            : field == RosterField.Capacity ? Title<CivilCapacity>(value, isChinese)
            : field == RosterField.Employment ? Title<Employment>(value, isChinese)
            : field == RosterField.LeftBecause ? Title<LeavingReason>(value, isChinese)
            : value;
    }

    /// <summary>The columns whose cells say what is no word, or no number, of theirs.</summary>
    public static IEnumerable<RosterField> UnreadOf(PersonCells person) => Columns.Where(field =>
        person.Text(field) is { } text && !WrittenText.IsNothing(text)
        && (field == RosterField.Member ? Member(text) is null
            : field == RosterField.Capacity ? Word(text, Capacities) is null
            : field == RosterField.Employment ? Word(text, Works) is null
            : field == RosterField.LeftBecause ? Word(text, Reasons) is null
            : field is RosterField.ShareVotesFor or RosterField.ShareVotesTotal && !SheetNumber.TryWhole(text, out _)));

    /// <summary>What a column's cells may say.</summary>
    public static (string Zh, string En) Wanted(RosterField field) =>
        field == RosterField.Member ? ("“是”或“否”", "yes or no")
        : field == RosterField.Capacity ? Titles<CivilCapacity>()
        : field == RosterField.Employment ? Titles<Employment>()
        : field == RosterField.LeftBecause ? Titles<LeavingReason>()
        : ("整数，如 75", "a whole number, such as 75");

    /// <summary>What a row says; null where it says nothing.</summary>
    public static PersonLegal? Read(PersonCells person)
    {
        string? Text(RosterField field) => person.Text(field) is { } text && !WrittenText.IsNothing(text) ? text : null;
        return new PersonLegal
        {
            Member = Text(RosterField.Member) is { } member ? Member(member) : null,
            Capacity = Word(person.Text(RosterField.Capacity), Capacities),
            Employment = Word(person.Text(RosterField.Employment), Works),
            RightsAgreement = Text(RosterField.RightsAgreement),
            LeftBecause = Word(Text(RosterField.LeftBecause), Reasons),
            LeavingDocument = Text(RosterField.LeavingDocument),
            HeirDocument = Text(RosterField.HeirDocument),
            ShareVotesFor = Whole(Text(RosterField.ShareVotesFor)),
            ShareVotesTotal = Whole(Text(RosterField.ShareVotesTotal)),
            Guardian = Text(RosterField.Guardian),
        }.OrNull();
    }

    /// <summary>What is said, and the rest as it stands.</summary>
    public static PersonLegal? Merge(PersonLegal? said, PersonLegal? standing, Func<RosterField, bool> isSaid)
    {
        var (now, old) = (said ?? new PersonLegal(), standing ?? new PersonLegal());
        T? Take<T>(RosterField field, T? ofNow, T? ofOld) => isSaid(field) ? ofNow : ofOld;
        return new PersonLegal
        {
            Member = Take(RosterField.Member, now.Member, old.Member),
            Capacity = Take(RosterField.Capacity, now.Capacity, old.Capacity),
            Employment = Take(RosterField.Employment, now.Employment, old.Employment),
            RightsAgreement = Take(RosterField.RightsAgreement, now.RightsAgreement, old.RightsAgreement),
            LeftBecause = Take(RosterField.LeftBecause, now.LeftBecause, old.LeftBecause),
            LeavingDocument = Take(RosterField.LeavingDocument, now.LeavingDocument, old.LeavingDocument),
            HeirDocument = Take(RosterField.HeirDocument, now.HeirDocument, old.HeirDocument),
            ShareVotesFor = Take(RosterField.ShareVotesFor, now.ShareVotesFor, old.ShareVotesFor),
            ShareVotesTotal = Take(RosterField.ShareVotesTotal, now.ShareVotesTotal, old.ShareVotesTotal),
            Guardian = Take(RosterField.Guardian, now.Guardian, old.Guardian),
        }.OrNull();
    }

    private static bool? Member(string text) => RosterWords.TryFlag(text, out var flag) ? flag
        : text is "成员" or "本集体成员" or "集体成员" ? true
        : text is "非成员" or "不是" or "非本集体成员" ? false
        : null;

    private static int? Whole(string? text) => text is not null && SheetNumber.TryWhole(text, out var whole) ? whole : null;

    private static string? Word<TKind>(string? text, Dictionary<string, TKind> asWritten)
        where TKind : struct, Enum => text is null ? null
        : asWritten.TryGetValue(text, out var kind) ? FactWords.Word(kind)
        : FactWords.All<TKind>().FirstOrDefault(word => text == word.Title.Zh
            || text.Equals(word.Title.En, StringComparison.OrdinalIgnoreCase) || text.Equals(word.Word, StringComparison.OrdinalIgnoreCase))
            ?.Word;

    private static string Title<TKind>(string value, bool isChinese)
        where TKind : struct, Enum => FactWords.Read<TKind>(value) is not { } kind ? value
        : isChinese ? FactWords.Title(kind).Zh
        : value;

    private static (string Zh, string En) Titles<TKind>()
        where TKind : struct, Enum => (
            string.Join("、", FactWords.All<TKind>().Select(word => word.Title.Zh)),
            string.Join(", ", FactWords.All<TKind>().Select(word => word.Word)));
}
