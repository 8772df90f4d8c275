using System.Text;
using LinkageService.Documents;

namespace LinkageService.CommandLine;

/// <summary>Where a command reads and writes.</summary>
/// <param name="Output">Results, UTF-8.</param>
/// <param name="Error">Problems and hints.</param>
internal sealed record Terminal(Stream Output, TextWriter Error)
{
    /// <summary>In which words: <c>--language</c> of every command.</summary>
    public Language Language { get; set; }

    /// <summary>The one the process was started from.</summary>
    public static Terminal OfProcess()
    {
        System.Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(System.Console.OpenStandardOutput(), System.Console.Error);
    }

    /// <summary>Writes text as a result.</summary>
    public async Task WriteAsync(string text, CancellationToken cancellation)
    {
        await Output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await Output.FlushAsync(cancellation);
    }
}
