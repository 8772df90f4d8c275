using System.Net;

namespace LinkageService.Configuration;

/// <summary>Where a listener stands.</summary>
/// <param name="Address">Loopback, as long as nobody has to say who they are.</param>
/// <param name="Port">0 takes any free port.</param>
internal sealed record ListenAddress(IPAddress Address, int Port);
