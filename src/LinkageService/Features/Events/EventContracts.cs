using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Http;

namespace LinkageService.Features.Events;

/// <summary>What happened, in the order it happened.</summary>
/// <param name="Events">By sequence; a page may hold fewer than asked for while there are more.</param>
/// <param name="Next">What to send as <c>after</c> the next time, whether there are more now or not.</param>
/// <param name="More">Whether there are more already.</param>
internal sealed record EventPageContract(IReadOnlyList<EventContract> Events, long Next, bool More);

/// <summary>An event, in the JSON form of CloudEvents 1.0; webhooks are sent the same.</summary>
/// <param name="Specversion">1.0.</param>
/// <param name="Id">Its own, the same however often it is sent.</param>
/// <param name="Source">Where it happened: the organisation, or the service for what belongs to none.</param>
/// <param name="Type">What happened, such as <c>run.approved</c>.</param>
/// <param name="Subject">What it happened to, such as <c>run/0197…</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Sequence">Its place: greater than that of every event before it, with gaps.</param>
/// <param name="Datacontenttype">application/json.</param>
/// <param name="Data">What to look at; no names, numbers or accounts.</param>
internal sealed record EventContract(
    string Specversion, string Id, string Source, string Type, string Subject, string Time, string Sequence, string Datacontenttype,
    EventDataContract Data);

/// <summary>What an event is about; what does not apply is left out.</summary>
/// <param name="Organization">The organisation.</param>
/// <param name="Run">The run.</param>
/// <param name="Kind">What the run is.</param>
/// <param name="Year">The year of its accounts.</param>
/// <param name="Corrects">The run that it corrects.</param>
/// <param name="Household">The household.</param>
/// <param name="Import">The import of a roster.</param>
/// <param name="Linkage">The linkage.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Version">Its version.</param>
/// <param name="Paid">Payments that a bank said were paid.</param>
/// <param name="Returned">Payments that a bank sent back.</param>
/// <param name="Unmatched">Lines of a bank that belong to no payment.</param>
/// <param name="Link">Where to read it, from the address of this service.</param>
internal sealed record EventDataContract(
    string? Organization, string? Run, string? Kind, long? Year, string? Corrects, string? Household, string? Import, string? Linkage,
    string? Scheme, int? Version, long? Paid, long? Returned, long? Unmatched, string? Link);

/// <summary>How events are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventPageContract))]
[JsonSerializable(typeof(EventContract))]
internal sealed partial class EventContracts : JsonSerializerContext;
