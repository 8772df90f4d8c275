using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Console.Pages.Runs;

/// <summary>What the figures, steps and accounts of a run are called on its pages: the titles of its own scheme document.</summary>
internal sealed class RunTitles(Scheme scheme)
{
    private static readonly Dictionary<string, LocalizedText> Units = new(StringComparer.Ordinal)
    {
        ["day"] = new("天", "day"), ["mu"] = new("亩", "mu"), ["share"] = new("股", "share"), ["kg"] = new("公斤", "kg"),
        ["jin"] = new("斤", "jin"), ["month"] = new("月", "month"), ["year"] = new("年", "year"), ["head"] = new("头", "head"),
        ["household"] = new("户", "household"), ["person"] = new("人", "person"), ["yuan"] = new("元", "yuan"),
    };

    /// <summary>The scheme itself.</summary>
    public LocalizedText Scheme => Whole(scheme.Title, scheme.Id);

    /// <summary>A parameter.</summary>
    public LocalizedText Parameter(string name) =>
        Named(scheme.Parameters.FirstOrDefault(each => Is(each.Name, name))?.Title, name);

    /// <summary>A figure of the year, or what is held.</summary>
    public LocalizedText Input(string name) => Named(
        scheme.Inputs.FirstOrDefault(each => Is(each.Name, name))?.Title
        ?? scheme.Holdings.FirstOrDefault(each => Is(each.Name, name))?.Title, name);

    /// <summary>A step.</summary>
    public LocalizedText Step(string id) => Named(scheme.Steps.FirstOrDefault(each => Is(each.Id, id))?.Title, id);

    /// <summary>A benefit: the step that gives it, or the first of several.</summary>
    public LocalizedText Benefit(string benefit) =>
        Named(scheme.Steps.FirstOrDefault(each => each.GivesLines && Is(each.Benefit, benefit))?.Title, benefit);

    /// <summary>An input that is money to distribute, or whoever pays from outside.</summary>
    public LocalizedText Source(string name, bool isPayer) => isPayer ? Account(name) : Input(name);

    /// <summary>A fund, a carried account or a payer.</summary>
    public static LocalizedText Account(string name) => AccountNames.Of(name) ?? AsWritten(name);

    /// <summary>A unit of measure.</summary>
    public static LocalizedText Unit(string unit) => Units.GetValueOrDefault(unit) ?? AsWritten(unit);

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    private static LocalizedText Named(LocalizedText? title, string name) =>
        title is null || title.Zh.Length == 0 || Is(title.Zh, name) ? AsWritten(name) : Whole(title, name);

    // A title in one language serves both.
    private static LocalizedText Whole(LocalizedText title, string name) => new(
        title.Zh.Length > 0 ? title.Zh : title.En.Length > 0 ? title.En : name,
        title.En.Length > 0 ? title.En : title.Zh.Length > 0 ? title.Zh : name);

    private static LocalizedText AsWritten(string name)
    {
        var words = name.Replace('_', ' ').Trim();
        return new LocalizedText(words, words);
    }
}
