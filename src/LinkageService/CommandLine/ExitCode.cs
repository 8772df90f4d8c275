namespace LinkageService.CommandLine;

/// <summary>What the command line ends with; documented in <c>docs/command-line.md</c> and <c>--help</c>.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Something is wrong with the data, the scheme or a setting.</summary>
    public const int Problems = 1;

    /// <summary>The command was written wrong.</summary>
    public const int Usage = 2;

    /// <summary>A file cannot be read or written.</summary>
    public const int File = 3;
}
