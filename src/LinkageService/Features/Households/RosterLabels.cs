using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Features.Households;

/// <summary>The labels of the scheme library, such as the village: what a household may belong to, by name and by title.</summary>
internal sealed class RosterLabels(SchemeLibrary library)
{
    /// <summary>Their names, in ordinal order; a scheme that is added while the service runs counts.</summary>
    public IEnumerable<string> Names => All.Select(label => label.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private IEnumerable<SchemeLabel> All => library.Latest.SelectMany(scheme => scheme.Labels);

    /// <summary>The label that a heading stands for, by its name or its title; null for none, and where the title is that of two.</summary>
    public string? Find(string heading)
    {
        var named = All.Where(label => label.Name == heading).Concat(All.Where(label => label.Title.Zh == heading))
            .Select(label => label.Name).Distinct(StringComparer.Ordinal).ToArray();
        return named.Length == 1 || named.Contains(heading, StringComparer.Ordinal) ? named[0] : null;
    }

    /// <summary>Whether a text is the name of a label, known or not.</summary>
    public static bool IsName(string text) => HouseholdRules.FactNames.Fits(text);

    /// <summary>What people call a label: its title in the library, or its name where no scheme says more.</summary>
    public LocalizedText TitleOf(string name) =>
        All.FirstOrDefault(label => label.Name == name && label.Title.Zh.Length > 0) is { } label
            ? SchemeTitles.AsLabel(label.Title)
            : new LocalizedText(name, name);
}
