namespace LinkageService.Engine.Schemes;

/// <summary>Names that a document declares in a part that could not be read.</summary>
internal sealed class LostNames
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _measures = new(StringComparer.Ordinal);
    private readonly HashSet<DocumentNode> _steps = new(ReferenceEqualityComparer.Instance);
    private bool _any;

    /// <summary>Whether anything was lost.</summary>
    public bool Any => _any || _names.Count > 0;

    public void Add(string name) => _names.Add(name);

    /// <summary>A name whose unit is unreadable: nothing can be said of formulas that read it.</summary>
    public void AddMeasure(string name) => _measures.Add(name);

    /// <summary>Whether the unit of a name is unreadable.</summary>
    public bool HasNoMeasure(string name) => _measures.Contains(name);

    /// <summary>A whole section is unreadable: any name may be one of it.</summary>
    public void AddAll(bool isSo = true) => _any |= isSo;

    /// <summary>The names a broken step would have made: its id, the pools it feeds, its group.</summary>
    public void AddStep(DocumentNode step)
    {
        _steps.Add(step);
        if (step is not DocumentMapping mapping)
        {
            _any = true;
            return;
        }

        foreach (var key in (string[])["id", "as", "into"])
        {
            AddNames(mapping.Find(key));
        }
    }

    /// <summary>Whether something in a step could not be read, so that what it leaves in its pools is not known.</summary>
    public bool HasStep(DocumentNode step) => _steps.Contains(step);

    public bool Contains(string name) => _any || _names.Contains(name);

    private void AddNames(DocumentNode? node)
    {
        switch (node)
        {
            case DocumentScalar { Text: { } name }:
                _names.Add(name.Trim());
                break;
            case DocumentMapping mapping:
                _names.UnionWith(mapping.Entries.Select(entry => entry.Key.Trim()));
                break;
        }
    }
}
