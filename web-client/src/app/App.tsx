import { lazy, Suspense } from "react";
import { BrowserRouter, Route, Routes } from "react-router";
import { AcceptInvite } from "../access/AcceptInvite";
import { RoomSettings } from "../access/RoomSettings";
import { ChallengeList } from "../challenges/ChallengeList";
import { NewChallenge } from "../challenges/NewChallenge";
import { ChatList } from "../chats/ChatList";
import { ChatRoom } from "../chats/ChatRoom";
import { Lobby } from "../lobby/Lobby";
import { Room } from "../rooms/Room";
import { RoomsHome } from "../rooms/RoomsHome";
import { AccountPage } from "../session/AccountPage";
import { ForgotPassword } from "../session/ForgotPassword";
import { ResetPassword } from "../session/ResetPassword";
import { SessionProvider } from "../session/SessionProvider";
import { SignIn } from "../session/SignIn";
import { SignUp } from "../session/SignUp";
import { Loading } from "../ui/Loading";
import { basePath } from "./base";
import { SettingsProvider } from "./SettingsProvider";
import { ErrorBoundary } from "./ErrorBoundary";
import { GuestsToo, MembersOnly } from "./gates";
import { Home } from "./Home";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

// The editor is most of the code, and only needed here.
const ChallengeRoom = lazy(() => import("../challenges/ChallengeRoom"));
const HistoryPage = lazy(() => import("../challenges/HistoryPage"));

export function App() {
  return (
    <ErrorBoundary>
      <BrowserRouter basename={basePath().slice(0, -1)}>
        <SettingsProvider>
          <SessionProvider>
            <Routes>
              <Route element={<Shell />}>
                <Route index element={<Home />} />
                <Route path="sign_up" element={<SignUp />} />
                <Route path="sign_in" element={<SignIn />} />
                <Route path="forgot_password" element={<ForgotPassword />} />
                <Route path="reset_password" element={<ResetPassword />} />
                <Route element={<MembersOnly />}>
                  <Route path="account" element={<AccountPage />} />
                  <Route path="challenges" element={<ChallengeList />} />
                  <Route path="challenges/new" element={<NewChallenge />} />
                  <Route
                    path="challenges/:id"
                    element={
                      <Suspense fallback={<Loading />}>
                        <ChallengeRoom />
                      </Suspense>
                    }
                  />
                  <Route
                    path="challenges/:id/settings"
                    element={<RoomSettings kind="challenge" />}
                  />
                  <Route
                    path="challenges/:id/history"
                    element={
                      <Suspense fallback={<Loading />}>
                        <HistoryPage />
                      </Suspense>
                    }
                  />
                  <Route path="chats/:id/settings" element={<RoomSettings kind="chat" />} />
                  <Route path="invite" element={<AcceptInvite />} />
                  <Route path="chats" element={<ChatList />} />
                  <Route path="chats/:id" element={<ChatRoom />} />
                </Route>
                <Route path="rooms" element={<RoomsHome />} />
                <Route element={<GuestsToo />}>
                  <Route path="rooms/:name" element={<Room />} />
                  <Route path="lobby" element={<Lobby />} />
                </Route>
                <Route path="*" element={<NotFound />} />
              </Route>
            </Routes>
          </SessionProvider>
        </SettingsProvider>
      </BrowserRouter>
    </ErrorBoundary>
  );
}
