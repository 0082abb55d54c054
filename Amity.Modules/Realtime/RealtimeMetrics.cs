using System.Diagnostics.Metrics;
using Amity.Core.Http;

namespace Amity.Modules.Realtime;

/// <summary>What operators see of realtime, all networks together, under the meter of the server.</summary>
internal sealed class RealtimeMetrics
{
    public RealtimeMetrics(IMeterFactory meters, RealtimeServer server, Connections connections, LegacySockets sockets, Outbox outbox)
    {
        var meter = meters.Create(Metrics.MeterName);
        var broker = server.Broker;
        meter.CreateObservableUpDownCounter("amity.realtime.connections", () => broker.Connections, "{connection}", "Open MQTT connections");
        meter.CreateObservableUpDownCounter("amity.realtime.sockets", () => sockets.Open, "{connection}", "Open connections of the legacy socket");
        meter.CreateObservableUpDownCounter("amity.realtime.devices", () => connections.DevicesNow, "{device}", "Devices that are connected");
        meter.CreateObservableUpDownCounter("amity.realtime.subscriptions", () => broker.Subscriptions, "{subscription}", "Subscriptions, those of clients included that are away");
        meter.CreateObservableCounter("amity.realtime.events", () => broker.Messages.Published, "{event}", "Events that were published");
        meter.CreateObservableCounter("amity.realtime.events.dropped", () => broker.Messages.Dropped + outbox.Dropped, "{event}", "Events that found too many waiting");
        meter.CreateObservableCounter("amity.realtime.deliveries", () => broker.Deliveries.Count, "{event}", "Events handed to receivers");
        meter.CreateObservableCounter("amity.realtime.delivered", () => broker.Deliveries.Bytes, "By", "Bytes handed to receivers");
        meter.CreateObservableCounter("amity.realtime.received", () => broker.ReceivedBytes, "By", "Bytes received from clients");
        meter.CreateObservableCounter("amity.realtime.slow", () => broker.DroppedClients, "{connection}", "Clients dropped because they read too slowly");
    }
}
