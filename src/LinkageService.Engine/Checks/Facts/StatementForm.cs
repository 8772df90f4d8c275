namespace LinkageService.Engine.Checks.Facts;

/// <summary>Which form a statement of the year follows; its words are in <see cref="FactWords"/>, as of every kind here.</summary>
public enum StatementForm
{
    /// <summary>盈余及盈余分配表, 会农社02表.</summary>
    Cooperative,

    /// <summary>收益及收益分配表.</summary>
    Collective,
}
