using System.Globalization;
using LinkageService.Grpc.InteropHost;

// Usage: --port N [--broken]
var port = Array.IndexOf(args, "--port") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : "0";
if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
{
    await Console.Error.WriteLineAsync($"--port takes a number up to 65535, not \"{port}\".");
    return 2;
}

if (InteropServer.Missing is { } missing)
{
    await Console.Error.WriteLineAsync($"Missing: {missing}");
    return 2;
}

await InteropServer.Create(number, args.Contains("--broken", StringComparer.Ordinal)).RunAsync();
return 0;
