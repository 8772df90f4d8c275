using System.Diagnostics;
using System.Globalization;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Exports.Print;
using LinkageService.Telemetry;

namespace LinkageService.Features.Exports;

/// <summary>
/// Prints our pages into PDF files by a Chromium of this machine, as a process of its own that is given nothing but the page. An
/// optional part: without it the pages can still be printed by whoever has them in a browser.
/// </summary>
internal sealed class PdfPrinter(Settings settings, ILogger<PdfPrinter> log)
{
    private const int AtOnce = 2;

    // A part of 400 sheets takes some five seconds of a core.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // First the one without windows, which starts for a quarter of the processor time.
    private static readonly string[] Names =
        ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    // It fetches nothing, phones nowhere, keeps nothing, and asks nobody.
    private static readonly string[] Options =
    [
        "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking",
        "--disable-component-update", "--disable-default-apps", "--disable-domain-reliability", "--disable-sync", "--disable-quic",
        "--disable-breakpad", "--metrics-recording-only", "--no-first-run", "--no-default-browser-check", "--no-pings",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--password-store=basic", "--use-mock-keychain", "--no-pdf-header-footer",

        // Tags for screen readers make the file of a table ten times as large; the HTML has them.
        "--disable-pdf-tagging",
    ];

    private static readonly string Prefix = string.Create(CultureInfo.InvariantCulture, $"linkage-print-{Environment.ProcessId}-");

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Refuses early where there is nothing to print with.</summary>
    /// <exception cref="RefusedException"><c>print_unavailable</c>.</exception>
    public void Require() => _ = Find();

    /// <summary>Prints pages, in parts where there are many.</summary>
    /// <param name="write">Writes the HTML.</param>
    /// <param name="begin">Called when the PDF is there: says where it goes.</param>
    /// <param name="progress">Told of every part, where somebody wants to know.</param>
    /// <param name="cancellation">Stops it: the processes are ended.</param>
    /// <exception cref="RefusedException"><c>print_unavailable</c>.</exception>
    public async Task PrintAsync(
        Func<Stream, Task> write, Func<Stream> begin, CancellationToken cancellation, IProgress<PrintProgress>? progress = null)
    {
        var chromium = Find();
        using var observed = ServiceTelemetry.Print();
        var folder = Directory.CreateTempSubdirectory(Prefix);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var (done, written) = (0, 0);
            await using var parts = new PrintParts(folder.FullName, async part =>
            {
                progress?.Report(new PrintProgress(Volatile.Read(ref done), Interlocked.Increment(ref written)));
                await PrintPartAsync(chromium, part, stop);
                progress?.Report(new PrintProgress(Interlocked.Increment(ref done), Volatile.Read(ref written)));
            });
            try
            {
                await write(parts);
                var files = await parts.CompleteAsync();
                await PdfJoiner.JoinAsync(files, begin(), cancellation);
                observed?.Ended();
            }
            catch
            {
                // Whatever failed, nobody waits for the rest.
                await stop.CancelAsync();
                throw;
            }
        }
        catch (InvalidDataException exception)
        {
            log.PrintFailed(exception.Message);
            throw Unavailable("这个版本的 Chromium 分段印出的文件合不起来", "the parts this Chromium prints cannot be joined");
        }
        finally
        {
            Remove(folder);
        }
    }

    // As many at once as there are turns, whoever they are for.
    private async Task PrintPartAsync(string chromium, PrintPart part, CancellationTokenSource stop)
    {
        await WaitAsync(stop.Token);
        try
        {
            var folder = Directory.CreateDirectory(part.Name).FullName;
            await RunAsync(chromium, folder, part.Page, part.Pdf, stop.Token);
            File.Delete(part.Page);
            Remove(new DirectoryInfo(folder));
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        ServiceTelemetry.Waiting(1);
        try
        {
            await _turns.WaitAsync(cancellation);
        }
        finally
        {
            ServiceTelemetry.Waiting(-1);
        }
    }

    private async Task RunAsync(string chromium, string folder, string page, string pdf, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(chromium,
        [
            .. Options,

            // As root it refuses to start with its sandbox; every other user has it.
            .. Environment.IsPrivilegedProcess ? (string[])["--no-sandbox"] : [],
            "--user-data-dir=" + Path.Combine(folder, "profile"), "--print-to-pdf=" + pdf, new Uri(page).AbsoluteUri,
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var process = Start(start, chromium);
        try
        {
            var said = Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            if (process.ExitCode != 0 || !File.Exists(pdf))
            {
                log.PrintFailed(string.Join(' ', await said));
                throw Unavailable("没有打印成功，原因在服务日志里", "it did not print; the log of the service says why");
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            log.PrintFailed($"not done within {Patience}");
            throw Unavailable(
                $"{Patience.TotalMinutes:0} 分钟内没有打印完", $"it was not done within {Patience.TotalMinutes:0} minutes");
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private static Process Start(ProcessStartInfo start, string chromium)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw Unavailable($"{chromium} 启动不了", $"{chromium} does not start");
        }
    }

    // With all that it started; also when nobody waits for the file any more.
    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    // A process that was just ended may still be writing its profile.
    private static void Remove(DirectoryInfo folder)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (IOException)
            {
            }
        }
    }

    private string Find()
    {
        if (settings.Chromium is { } named)
        {
            return File.Exists(named)
                ? named
                : throw Unavailable($"没有 Print:Chromium 写的 {named}", $"Print:Chromium names {named}, which is not there");
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        var folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw Unavailable("这台服务器上没有 Chromium", "there is no Chromium on this server");
    }

    private static RefusedException Unavailable(string zh, string en) => new(Failure.Of(ProblemCodes.PrintUnavailable,
        $"现在生成不了 PDF：{zh}。请改要同名的 .html，用浏览器打印或另存为 PDF；要由服务生成，请在服务器上安装 chromium "
        + "（Debian：apt install chromium fonts-noto-cjk），或用 Print:Chromium 指明它在哪里",
        $"a PDF cannot be made now: {en}. Take the .html of the same name and print it, or save it as PDF, in a browser; to have "
        + "the service do it, install chromium on the server (Debian: apt install chromium fonts-noto-cjk) or say with "
        + "Print:Chromium where it is"));
}

/// <summary>How far printing is.</summary>
/// <param name="Printed">Parts that are printed.</param>
/// <param name="Written">Parts that are known so far; more may follow.</param>
internal sealed record PrintProgress(int Printed, int Written);
