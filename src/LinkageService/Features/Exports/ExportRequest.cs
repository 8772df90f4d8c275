namespace LinkageService.Features.Exports;

/// <summary>A run to be had as a file.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Kind">A name of <see cref="ExportKind.All"/>.</param>
internal sealed record ExportRequest(string Run, string Kind)
{
    /// <summary>Only this household's statement; null for all. Only household statements know it.</summary>
    public string? Household { get; init; }

    /// <summary>Chinese, or English.</summary>
    public bool IsChinese { get; init; } = true;
}

/// <summary>What is known of the file before its first byte.</summary>
/// <param name="ContentType">What it is.</param>
/// <param name="FileName">Under which name it is kept.</param>
/// <param name="IsAttachment">Whether it is to be kept, not shown.</param>
internal sealed record ExportHead(string ContentType, string FileName, bool IsAttachment)
{
    /// <summary>What a page may do: nothing but show itself.</summary>
    public const string PagePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
}
