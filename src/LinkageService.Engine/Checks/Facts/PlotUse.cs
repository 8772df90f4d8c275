namespace LinkageService.Engine.Checks.Facts;

/// <summary>What is done with a plot.</summary>
public enum PlotUse
{
    /// <summary>自种.</summary>
    Own,

    /// <summary>出租: for a rent.</summary>
    Rented,

    /// <summary>入股: for shares.</summary>
    Shared,
}
