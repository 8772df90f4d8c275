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

    /// <summary>What people call a label: its title in the library, or its name where no scheme says more.</summary>
    public LocalizedText TitleOf(string name) =>
        All.FirstOrDefault(label => label.Name == name && label.Title.Zh.Length > 0) is { } label
            ? SchemeTitles.AsLabel(label.Title)
            : new LocalizedText(name, name);
}
