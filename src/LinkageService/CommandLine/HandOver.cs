using System.CommandLine;
using System.Text;
using LinkageService.Storage;

namespace LinkageService.CommandLine;

/// <summary>
/// Hands over a secret that is shown once: into a file of its owner's, or alone on the output, so that a script can take it.
/// </summary>
internal static class HandOver
{
    private const int LineBytes = 64;

    /// <summary>The option that names the file.</summary>
    /// <param name="zh">What is handed over.</param>
    /// <param name="en">What is handed over.</param>
    public static Option<string?> Out(string zh, string en) => new("--out")
    {
        Description = $"把{zh}写进这个新文件，只有本人能读；不写则打印出来 | writes the {en} into this new file, readable by its owner only",
    };

    /// <summary>Makes a secret and hands it over.</summary>
    /// <param name="terminal">Where it is said whose it is, and the secret itself where there is no file.</param>
    /// <param name="path">The file; null for none.</param>
    /// <param name="once">What is said beside a secret that is printed.</param>
    /// <param name="make">Makes it: whose it is, and the secret.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task RunAsync(
        Terminal terminal, string? path, string once, Func<Task<(string Whose, string Secret)>> make, CancellationToken cancellation)
    {
        if (path is null)
        {
            var (whose, secret) = await make();
            await terminal.Error.WriteLineAsync($"{whose}: {once}");
            await terminal.WriteAsync(secret + "\n", cancellation);
            return;
        }

        // The file first: a secret that could not be written down would be lost. Its room is taken at once.
        await using var file = FileException.Naming(path, "写入", () => PrivateFiles.Create(path, LineBytes));
        try
        {
            var (whose, secret) = await make();
            file.Write(Encoding.ASCII.GetBytes(secret + "\n"));
            file.Flush(flushToDisk: true);
            await terminal.Error.WriteLineAsync($"{whose}: 写进了 {path} | written to {path}");
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
