// The line of time travel for assistive technology: a slider whose value is the event, said in words.
#pragma once

namespace orkestr {

class TravelTrack;

void install_travel_track_accessibility();
/// It is somewhere else now.
void announce_travel_position(TravelTrack& track);

} // namespace orkestr
