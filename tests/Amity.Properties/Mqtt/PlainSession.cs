namespace Amity.Properties.Mqtt;

/// <summary>A session as the standard describes it, in the plainest words: what one client is to receive.</summary>
internal sealed class PlainSession(bool isClean)
{
    public const int MostInFlight = 3, MostWaiting = 5, MostFilters = 4;

    public bool IsClean => isClean;

    public bool IsConnected { get; set; }

    public SortedDictionary<string, int> Filters { get; } = new(StringComparer.Ordinal);

    public List<Flight> InFlight { get; } = [];

    public Queue<(PlainMessage Message, int QoS)> Waiting { get; } = [];

    public HashSet<int> Received { get; } = [];

    /// <summary>What is to be received next, of each kind in its order: between the kinds the standard has none.</summary>
    public List<PlainMessage> Unsure { get; } = [];

    public List<Sure> Sures { get; } = [];

    public List<string> Answers { get; } = [];

    public void Deliver(PlainMessage message, int granted)
    {
        var qos = Math.Min(message.QoS, granted);
        if (IsConnected && qos == 0 && Waiting.All(one => one.QoS > 0))
        {
            // It overtakes those of other qualities only.
            Send(message, qos);
            return;
        }

        Waiting.Enqueue((message, qos));
        while (Waiting.Count > MostWaiting)
        {
            Waiting.Dequeue();
        }

        if (IsConnected)
        {
            Pump();
        }
    }

    public void Connect()
    {
        IsConnected = true;
        foreach (var flight in InFlight)
        {
            Sures.Add(new Sure(flight, flight.IsReceived, IsDuplicate: true));
        }

        Pump();
    }

    public void PubAck(int id)
    {
        if (InFlight.RemoveAll(flight => flight.Id == id && flight.QoS == 1) > 0)
        {
            Pump();
        }
    }

    public void PubRec(int id)
    {
        var flight = InFlight.Find(flight => flight.Id == id && flight.QoS == 2);
        if (flight is not null)
        {
            flight.IsReceived = true;
        }

        Sures.Add(new Sure(flight ?? new Flight(null, 2) { Id = id }, IsRelease: true, IsDuplicate: false));
    }

    public void PubComp(int id)
    {
        if (InFlight.RemoveAll(flight => flight.Id == id && flight is { QoS: 2, IsReceived: true }) > 0)
        {
            Pump();
        }
    }

    /// <summary>What waits leaves in its order, until one has to wait for an acknowledgement.</summary>
    private void Pump()
    {
        while (Waiting.Count > 0 && (Waiting.Peek().QoS == 0 || InFlight.Count < MostInFlight))
        {
            var (message, qos) = Waiting.Dequeue();
            Send(message, qos);
        }
    }

    private void Send(PlainMessage message, int qos)
    {
        if (qos == 0)
        {
            Unsure.Add(message);
            return;
        }

        var flight = new Flight(message, qos);
        InFlight.Add(flight);
        Sures.Add(new Sure(flight, IsRelease: false, IsDuplicate: false));
    }
}

internal sealed record PlainMessage(string Topic, string Payload, int QoS);

/// <summary>A message of quality 1 or 2 on its way; its number is known when it has been seen.</summary>
internal sealed class Flight(PlainMessage? message, int qos)
{
    public PlainMessage? Message => message;

    public int QoS => qos;

    public int? Id { get; set; }

    public bool IsReceived { get; set; }
}

internal sealed record Sure(Flight Flight, bool IsRelease, bool IsDuplicate);
